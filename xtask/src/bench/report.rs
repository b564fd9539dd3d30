//! The results as a table to read and as JSON to keep.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::suite::{Benchmark, Measured};

/// Below 1 is faster than CPython.
pub(super) fn table(results: &[Benchmark]) -> String {
    let mut text = String::from("\nCPU time and peak memory as ratios to CPython; below 1.00 is better\n\n");
    // Writing to a String does not fail.
    _ = writeln!(
        text,
        "{:<16} {:<14} {:>9} {:>9} {:>6} {:>9} {:>6}",
        "program", "category", "cpython s", "padcell s", "ratio", "peak MiB", "ratio"
    );
    for Benchmark { name, category, measured } in results {
        let Ok(Measured { ratio, cpu, peak_bytes }) = measured else {
            _ = writeln!(text, "{name:<16} {category:<14} failed");
            continue;
        };
        let peak = mebibytes(peak_bytes[1]);
        let memory = peak / mebibytes(peak_bytes[0]);
        _ = writeln!(
            text,
            "{name:<16} {category:<14} {:>9.3} {:>9.3} {ratio:>6.2} {peak:>9.1} {memory:>6.2}",
            cpu[0], cpu[1]
        );
    }
    _ = writeln!(text, "\n{:<16} {:>8} {:>6}", "geometric mean", "programs", "ratio");
    let categories: BTreeSet<&str> = results.iter().map(|result| result.category.as_str()).collect();
    for category in categories {
        mean(&mut text, category, results.iter().filter(|result| result.category == category));
    }
    mean(&mut text, "all", results.iter());
    failures(&mut text, results);
    text
}

fn mean<'a>(text: &mut String, name: &str, results: impl Iterator<Item = &'a Benchmark>) {
    let ratios: Vec<f64> = results.filter_map(|result| Some(result.measured.as_ref().ok()?.ratio)).collect();
    if ratios.is_empty() {
        return;
    }
    _ = writeln!(text, "{name:<16} {:>8} {:>6.2}", ratios.len(), geometric_mean(&ratios));
}

fn failures(text: &mut String, results: &[Benchmark]) {
    let failed: Vec<(&str, &str)> = results
        .iter()
        .filter_map(|result| Some((result.name.as_str(), result.measured.as_ref().err()?.as_str())))
        .collect();
    _ = writeln!(text, "\n{} of {} ran", results.len() - failed.len(), results.len());
    for (name, why) in failed {
        _ = writeln!(text, "{name}: {why}");
    }
}

fn geometric_mean(ratios: &[f64]) -> f64 {
    let logarithms: f64 = ratios.iter().map(|ratio| ratio.ln()).sum();
    (logarithms / ratios.len() as f64).exp()
}

fn mebibytes(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

pub(super) fn json(results: &[Benchmark], cpython: &str, repetitions: usize) -> String {
    let programs: Vec<Value> = results.iter().map(program).collect();
    let document = json!({ "cpython": cpython, "repetitions": repetitions, "programs": programs });
    format!("{document:#}\n")
}

fn program(Benchmark { name, category, measured }: &Benchmark) -> Value {
    match measured {
        Err(why) => json!({ "name": name, "category": category, "failed": why }),
        Ok(Measured { ratio, cpu, peak_bytes }) => json!({
            "name": name,
            "category": category,
            "ratio": ratio,
            "cpu_seconds": { "cpython": cpu[0], "padcell": cpu[1] },
            "peak_bytes": { "cpython": peak_bytes[0], "padcell": peak_bytes[1] },
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::{Benchmark, Measured, json, table};

    fn results() -> Vec<Benchmark> {
        let measured = Measured { ratio: 0.5, cpu: [1.0, 0.5], peak_bytes: [2 << 20, 1 << 20] };
        let result =
            |name: &str, measured| Benchmark { name: name.into(), category: "calls".into(), measured };
        vec![result("fib", Ok(measured)), result("tak", Err("padcell: Exit(1): no".into()))]
    }

    #[test]
    fn the_table_counts_what_ran() {
        let text = table(&results());
        assert!(text.contains("all                     1   0.50"), "{text}");
        assert!(text.contains("1 of 2 ran\ntak: padcell: Exit(1): no\n"), "{text}");
    }

    #[test]
    fn the_json_holds_both() {
        let kept: serde_json::Value = serde_json::from_str(&json(&results(), "CPython 3.11", 5)).unwrap();
        assert_eq!(kept["programs"][0]["ratio"], 0.5);
        assert_eq!(kept["programs"][1]["failed"], "padcell: Exit(1): no");
    }
}
