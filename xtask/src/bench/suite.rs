//! Runs the programs and pairs what they took.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use crate::child::{Outcome, Program};
use crate::measure::Ending;
use crate::project;

const FOLDER: &str = "benches/suite";
const WALL: Duration = Duration::from_secs(120);
/// A program that takes longer than this is not repeated.
const SLOW: Duration = Duration::from_secs(25);

/// One of the two that are compared.
pub(super) struct Side {
    pub(super) name: &'static str,
    pub(super) words: Vec<OsString>,
}

pub(super) struct Suite {
    programs: Vec<(String, String, PathBuf)>,
}

pub(super) struct Measured {
    /// Medians; the ratio is that of the pairs, not of the medians.
    pub(super) ratio: f64,
    pub(super) cpu: [f64; 2],
    pub(super) peak_bytes: [u64; 2],
}

/// What became of one program: its measures, or what went wrong.
pub(super) struct Benchmark {
    pub(super) name: String,
    pub(super) category: String,
    pub(super) measured: Result<Measured, String>,
}

impl Suite {
    pub(super) fn find(word: &str) -> Result<Self, String> {
        let folder = project::root().join(FOLDER);
        let mut programs = Vec::new();
        for entry in std::fs::read_dir(&folder).map_err(|e| format!("{FOLDER}: {e}"))? {
            let path = entry.map_err(|e| format!("{FOLDER}: {e}"))?.path();
            let Some(name) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".py")) else {
                continue;
            };
            if name.contains(word) {
                let text = std::fs::read_to_string(&path).map_err(|e| format!("{name}: {e}"))?;
                let category =
                    text.lines().find_map(|line| line.strip_prefix("# category: ")).unwrap_or("other");
                programs.push((category.to_owned(), name.to_owned(), path));
            }
        }
        programs.sort();
        Ok(Self { programs })
    }

    pub(super) fn run(&self, sides: &[Side; 2], repetitions: usize) -> Result<Vec<Benchmark>, String> {
        let mut results = Vec::new();
        for (category, name, path) in &self.programs {
            let measured = measure(sides, path, repetitions);
            match &measured {
                Ok(measured) => println!("{name:<16} {:.2}", measured.ratio),
                Err(why) => println!("{name:<16} failed: {why}"),
            }
            results.push(Benchmark { name: name.clone(), category: category.clone(), measured });
        }
        Ok(results)
    }
}

fn measure(sides: &[Side; 2], path: &PathBuf, repetitions: usize) -> Result<Measured, String> {
    let mut pairs: Vec<[Outcome; 2]> = Vec::new();
    for repetition in 0..repetitions {
        let pair = take_turns(sides, path, repetition)?;
        if let [expected, found] = &pair
            && expected.stdout != found.stdout
        {
            return Err(format!("the output differs: {}", first_difference(&expected.stdout, &found.stdout)));
        }
        let slow = pair.iter().any(|outcome| outcome.spent.wall > SLOW);
        pairs.push(pair);
        if slow {
            break;
        }
    }
    let cpu = |side: usize| pairs.iter().map(move |pair| pair[side].spent.cpu.as_secs_f64());
    let peak = |side: usize| pairs.iter().map(|pair| pair[side].spent.peak_bytes).max().unwrap_or(0);
    Ok(Measured {
        ratio: median(cpu(1).zip(cpu(0)).map(|(here, there)| here / there.max(1e-6))),
        cpu: [median(cpu(0)), median(cpu(1))],
        peak_bytes: [peak(0), peak(1)],
    })
}

/// Both once, the one first and then the other; the outcomes in the order of the sides.
fn take_turns(sides: &[Side; 2], path: &PathBuf, repetition: usize) -> Result<[Outcome; 2], String> {
    let once = |side: &Side| {
        let words = side.words.iter().cloned().chain([path.into()]).collect();
        let mut program = Program::new(words, WALL);
        program.hash_seed = "0";
        let outcome = program.run()?;
        match outcome.ending {
            Ending::Exit(0) => Ok(outcome),
            Ending::TimedOut => Err(format!("{}: the time limit", side.name)),
            ending => Err(format!(
                "{}: {ending:?}: {}",
                side.name,
                outcome.stderr.lines().next_back().unwrap_or("")
            )),
        }
    };
    let [first, second] = sides;
    if repetition.is_multiple_of(2) {
        let expected = once(first)?;
        Ok([expected, once(second)?])
    } else {
        let found = once(second)?;
        Ok([once(first)?, found])
    }
}

fn first_difference(expected: &str, found: &str) -> String {
    let mut pairs = expected.lines().zip(found.lines());
    let (expected, found) =
        pairs.find(|(one, other)| one != other).unwrap_or(("more lines", "fewer or none"));
    format!("`{expected}` and here `{found}`")
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match (values.get(middle), values.len() % 2) {
        (None, _) => f64::NAN,
        (Some(value), 1) => *value,
        (Some(value), _) => f64::midpoint(values[middle - 1], *value),
    }
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn the_median_is_the_middle_or_between_the_two() {
        assert!((median([3.0, 1.0, 2.0].into_iter()) - 2.0).abs() < 1e-12);
        assert!((median([4.0, 1.0, 2.0, 3.0].into_iter()) - 2.5).abs() < 1e-12);
        assert!(median([].into_iter()).is_nan());
    }
}
