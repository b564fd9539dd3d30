//! What a limit or an escape says that must happen.

use crate::child::Outcome;
use crate::measure::Ending;

/// How `padcell` says that a budget ended: a line of its standard error begins so, and the budget follows.
const STOPPED: &str = "padcell: ";

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expect {
    /// `stop fuel`: the named budget ended, which `padcell` reports with a status that is not 0.
    Stop(String),
    /// `exit 1`: the status.
    Exit(i32),
    /// The last line of the standard output; what the scripts of `tests/supervise` must say.
    Ends(String),
    /// `stdout contains TEXT`, `stderr contains TEXT`.
    Contains(Stream, String),
    /// `stdout lacks TEXT`, `stderr lacks TEXT`.
    Lacks(Stream, String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stream {
    Stdout,
    Stderr,
}

impl Stream {
    fn of(self, outcome: &Outcome) -> &str {
        match self {
            Self::Stdout => &outcome.stdout,
            Self::Stderr => &outcome.stderr,
        }
    }
}

impl Expect {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (word, rest) = text.split_once(' ')?;
        let stream = match word {
            "stop" => return Some(Self::Stop(rest.trim().into())),
            "exit" => return Some(Self::Exit(rest.trim().parse().ok()?)),
            "stdout" => Stream::Stdout,
            "stderr" => Stream::Stderr,
            _ => return None,
        };
        match rest.split_once(' ')? {
            ("contains", text) => Some(Self::Contains(stream, text.into())),
            ("lacks", text) => Some(Self::Lacks(stream, text.into())),
            _ => None,
        }
    }

    pub(super) fn holds(&self, outcome: &Outcome) -> bool {
        match self {
            Self::Stop(budget) => {
                let line = outcome.stderr.lines().next_back().unwrap_or_default();
                let named = line.strip_prefix(STOPPED).is_some_and(|rest| {
                    rest.strip_prefix(budget)
                        .is_some_and(|end| !end.starts_with(|c: char| c.is_alphanumeric()))
                });
                named && matches!(outcome.ending, Ending::Exit(1..))
            }
            Self::Exit(status) => outcome.ending == Ending::Exit(*status),
            Self::Ends(line) => outcome.stdout.lines().next_back() == Some(line),
            Self::Contains(stream, text) => stream.of(outcome).contains(text),
            Self::Lacks(stream, text) => !stream.of(outcome).contains(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Expect;
    use crate::child::Outcome;
    use crate::measure::{Ending, Spent};

    fn outcome(ending: Ending, stdout: &str, stderr: &str) -> Outcome {
        let spent = Spent { cpu: Duration::ZERO, wall: Duration::ZERO, peak_bytes: 0 };
        Outcome { ending, spent, stdout: stdout.into(), stderr: stderr.into() }
    }

    fn holds(expectation: &str, outcome: &Outcome) -> bool {
        Expect::parse(expectation).unwrap().holds(outcome)
    }

    #[test]
    fn a_stop_is_named() {
        let stopped = outcome(Ending::Exit(3), "", "Traceback\npadcell: fuel limit of 1000 units reached\n");
        assert!(holds("stop fuel", &stopped));
        assert!(!holds("stop memory", &stopped));
        assert!(!holds("stop fue", &stopped));
        assert!(!holds("stop fuel", &outcome(Ending::Exit(0), "", "padcell: fuel\n")));
        assert!(!holds("stop fuel", &outcome(Ending::Signal(9), "", "padcell: fuel\n")));
    }

    #[test]
    fn status_and_streams() {
        let done = outcome(Ending::Exit(1), "CONTAINED\n", "PermissionError: no\n");
        assert!(holds("exit 1", &done));
        assert!(!holds("exit 0", &done));
        assert!(holds("stdout contains CONTAINED", &done));
        assert!(holds("stderr lacks Traceback", &done));
        assert!(!holds("stderr contains CONTAINED", &done));
    }

    #[test]
    fn nothing_else_is_an_expectation() {
        for text in ["stop", "exit one", "stdout CONTAINED", "stdin contains x", ""] {
            assert_eq!(Expect::parse(text), None, "{text}");
        }
    }
}
