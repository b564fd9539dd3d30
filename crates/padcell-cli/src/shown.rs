//! What the command says for itself, on standard error: complaints, notes, statistics.

use std::io::{self, Write};

use padcell::{Budget, Spent, Stop};

/// One line, for people. A closed standard error is no reason to fail.
pub(crate) fn complain(message: &str) {
    let _closed = writeln!(io::stderr(), "padcell: {message}");
}

/// Which budget ended, and where.
pub(crate) fn stop(stop: &Stop) {
    let advice = match stop.kind.name() {
        "fuel" => " (--fuel)",
        "memory" => " (--memory)",
        "time" => " (--timeout)",
        "output" => " (--max-output)",
        "depth" => " (--depth)",
        "handles" => " (--handles)",
        _ => "",
    };
    match &stop.place {
        Some(place) => {
            complain(&format!(
                "{}{advice}, at {}, line {}, in {}",
                stop.reason, place.file, place.line, place.function
            ));
        }
        None => complain(&format!("{}{advice}", stop.reason)),
    }
}

/// What was spent, one budget a line.
pub(crate) fn stats(spent: &Spent, budget: &Budget) {
    let mut text = String::new();
    let mut row = |name: &str, spent: String, limit: Option<String>| {
        let limit = limit.map_or_else(|| "unlimited".to_owned(), |limit| format!("of {limit}"));
        text.push_str(&format!("{name:<8}{spent:>16}  {limit}\n"));
    };
    row("fuel", grouped(spent.fuel), budget.fuel.map(grouped));
    row("memory", size(spent.memory_peak), budget.memory.map(size));
    row("time", seconds(spent.time_ns), budget.time_ns.map(seconds));
    row("output", size(spent.output), budget.output.map(size));
    let _closed = io::stderr().write_all(text.as_bytes());
}

/// A number with its digits in threes.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('_');
        }
        out.push(digit);
    }
    out
}

fn size(bytes: u64) -> String {
    for (unit, scale) in [("GiB", 1u64 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)] {
        if bytes >= scale {
            return format!("{:.1} {unit}", bytes as f64 / scale as f64);
        }
    }
    format!("{bytes} B")
}

fn seconds(ns: u64) -> String {
    format!("{:.3} s", ns as f64 / 1e9)
}

#[cfg(test)]
mod tests {
    use super::{grouped, size};

    #[test]
    fn numbers() {
        assert_eq!(grouped(20_000_000_000), "20_000_000_000");
        assert_eq!(grouped(7), "7");
        assert_eq!(size(1536), "1.5 KiB");
    }
}
