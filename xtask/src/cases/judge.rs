//! Decides whether a program did what it must.

use super::compare::difference;
use super::expect::Expect;
use super::program::Program;
use crate::child::Outcome;
use crate::measure::Ending;

/// What became of a program.
pub(super) enum Verdict {
    Passed,
    /// Passed, but CPython is too old to say the same.
    Alone,
    Failed(String),
    Skipped(String),
}

impl Verdict {
    fn of(complaints: &[String], outcome: &Outcome) -> Self {
        if complaints.is_empty() {
            return Self::Passed;
        }
        let mut text = complaints.join("\n");
        let tail: Vec<&str> = outcome.stderr.lines().rev().take(8).collect();
        if !tail.is_empty() {
            text.push_str("\nits stderr ends with:");
            for line in tail.iter().rev() {
                text.push_str("\n    ");
                text.push_str(line);
            }
        }
        Self::Failed(text)
    }
}

/// The same standard output and status as CPython, and the same standard error where the program asks for it.
pub(super) fn beside_python(program: &Program, expected: &Outcome, found: &Outcome) -> Verdict {
    let mut complaints = Vec::new();
    if !matches!(expected.ending, Ending::Exit(_)) {
        complaints.push(format!("CPython itself: {}", describe(expected.ending)));
    }
    if found.ending != expected.ending {
        let (found, expected) = (describe(found.ending), describe(expected.ending));
        complaints.push(format!("ended with {found}, CPython with {expected}"));
    }
    complaints.extend(difference("stdout", &expected.stdout, &found.stdout));
    if program.header.compare_stderr {
        complaints.extend(difference("stderr", &expected.stderr, &found.stderr));
    }
    if !program.header.compare_stderr && expected.ending != Ending::Exit(0) && !complaints.is_empty() {
        complaints.push(format!("CPython's stderr ends with: {}", last_line(&expected.stderr)));
    }
    Verdict::of(&complaints, found)
}

/// Where CPython is too old, the program's own asserts must hold.
pub(super) fn without_python(program: &Program, found: &Outcome) -> Verdict {
    if program.header.compare_stderr {
        return Verdict::Skipped("there is no CPython new enough to compare with".into());
    }
    if found.ending == Ending::Exit(0) {
        return Verdict::Alone;
    }
    Verdict::of(&[format!("ended with {}", describe(found.ending))], found)
}

/// What the header says must hold, in the time and memory that it says.
pub(super) fn alone(program: &Program, found: &Outcome, slower: u32) -> Verdict {
    let mut complaints = Vec::new();
    if let Ending::Signal(_) | Ending::TimedOut = found.ending {
        complaints.push(format!("ended with {}", describe(found.ending)));
    }
    let peak = found.spent.peak_bytes;
    if slower == 1 && peak > program.header.peak_bytes {
        let limit = program.header.peak_bytes >> 20;
        complaints.push(format!("took {} MiB of memory at its peak, {limit} MiB at most", peak >> 20));
    }
    let wrong = program.header.expect.iter().filter(|expect| !expect.holds(found));
    complaints.extend(wrong.map(|expect| unmet(expect, found)));
    if program.is_escape() {
        complaints.extend(escaped(found));
        if complaints.is_empty() && found.stdout.lines().any(|line| line.starts_with("VACUOUS")) {
            return Verdict::Skipped("a precondition is missing: it proved nothing".into());
        }
    }
    Verdict::of(&complaints, found)
}

/// The line by which an escape says that it got out, and the mark of a crash.
fn escaped(found: &Outcome) -> Option<String> {
    let lines = || found.stdout.lines().chain(found.stderr.lines());
    let line = lines().find(|line| line.starts_with("ESCAPED") || line.contains("panicked at"))?;
    Some(format!("not contained: {line}"))
}

fn unmet(expect: &Expect, found: &Outcome) -> String {
    let ending = describe(found.ending);
    format!("expected {expect:?}; ended with {ending}, stdout ends with: {}", last_line(&found.stdout))
}

fn last_line(text: &str) -> &str {
    text.lines().next_back().unwrap_or_default()
}

fn describe(ending: Ending) -> String {
    match ending {
        Ending::Exit(status) => format!("status {status}"),
        Ending::Signal(signal) => format!("signal {signal}"),
        Ending::TimedOut => "the time limit".into(),
    }
}
