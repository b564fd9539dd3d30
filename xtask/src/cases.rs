//! The programs of `tests/`: cases run on CPython and here, limits and escapes run here alone.

mod compare;
mod expect;
mod header;
mod judge;
mod program;

use std::fmt;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::args::Args;
use crate::python::{self, Python};
use crate::steps::Done;
use crate::test;
use judge::Verdict;
use program::Program;

/// What is tested: a build of padcell, or a Python in its place.
pub(crate) struct Subject {
    name: String,
    file: PathBuf,
    stand_in: bool,
    slower: u32,
}

impl Subject {
    pub(crate) fn padcell(name: &str, file: PathBuf) -> Self {
        Self { name: name.into(), file, stand_in: false, slower: 1 }
    }

    /// Tests the cases and this harness where there is no padcell yet.
    fn stand_in(file: PathBuf) -> Self {
        Self { name: "stand-in".into(), file, stand_in: true, slower: 1 }
    }

    /// The same with times and memory to suit a build that is made to be slow.
    pub(crate) fn slower(self, slower: u32) -> Self {
        Self { slower, ..self }
    }
}

/// How many programs ended how, over all subjects.
#[derive(Default)]
pub(crate) struct Tally {
    passed: usize,
    failed: usize,
    notes: Vec<String>,
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for note in &self.notes {
            writeln!(f, "{note}")?;
        }
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// The programs, and the CPython that says what they must do.
pub(crate) struct Programs {
    python: Python,
    programs: Vec<Program>,
}

impl Programs {
    pub(crate) fn find(word: &str, python: Python) -> Result<Self, String> {
        let programs = program::find(word)?;
        println!("{} programs; comparing with {python}", programs.len());
        Ok(Self { python, programs })
    }

    /// Runs all programs on `subject`, as many at once as there are processors.
    pub(crate) fn check(&self, subject: &Subject, tally: &mut Tally) -> Result<Done, String> {
        let next = AtomicUsize::new(0);
        let verdicts = Mutex::new(Vec::new());
        let work = || {
            while let Some(program) = self.programs.get(next.fetch_add(1, Ordering::Relaxed)) {
                let verdict = self.judge(program, subject).unwrap_or_else(Verdict::Failed);
                if let Verdict::Failed(why) = &verdict {
                    println!("\nFAILED {} ({})\n{}", program.name, subject.name, why.trim_end());
                }
                if let Ok(mut verdicts) = verdicts.lock() {
                    verdicts.push((program.name.clone(), verdict));
                }
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
                scope.spawn(work);
            }
        });
        let mut verdicts = verdicts.into_inner().map_err(|e| e.to_string())?;
        verdicts.sort_by(|(one, _), (other, _)| one.cmp(other));
        Ok(tally.add(subject, &verdicts))
    }

    fn judge(&self, program: &Program, subject: &Subject) -> Result<Verdict, String> {
        if program.is_case() && program.header.requires.is_none_or(|version| version <= self.python.version) {
            let expected = program.on_python(&self.python)?;
            return Ok(judge::beside_python(program, expected, &program.on(subject)?));
        }
        if subject.stand_in {
            return Ok(Verdict::Skipped("needs padcell, or a newer CPython".into()));
        }
        let found = program.on(subject)?;
        Ok(if program.is_case() {
            judge::without_python(program, &found)
        } else {
            judge::alone(program, &found, subject.slower)
        })
    }
}

impl Tally {
    fn add(&mut self, subject: &Subject, verdicts: &[(String, Verdict)]) -> Done {
        let failed: Vec<&str> = verdicts
            .iter()
            .filter(|(_, verdict)| matches!(verdict, Verdict::Failed(_)))
            .map(|(name, _)| name.as_str())
            .collect();
        let passed = verdicts
            .iter()
            .filter(|(_, verdict)| matches!(verdict, Verdict::Passed | Verdict::Alone))
            .count();
        self.failed += failed.len();
        self.passed += passed;
        println!("\n{}: {passed} of {} passed", subject.name, verdicts.len());
        for (name, verdict) in verdicts {
            match verdict {
                Verdict::Passed | Verdict::Failed(_) => {}
                Verdict::Alone => {
                    self.notes.push(format!("{name} ({}): ran here alone, CPython is too old", subject.name));
                }
                Verdict::Skipped(why) => {
                    self.notes.push(format!("{name} ({}): skipped, {why}", subject.name))
                }
            }
        }
        if failed.is_empty() {
            Done::Passed
        } else {
            Done::Failed(format!("{} failed: {}", failed.len(), failed.join(" ")))
        }
    }
}

pub(crate) fn main(words: &[String]) -> Result<bool, String> {
    let args = Args::parse(words, &[], &["--padcell", "--cpython", "--stand-in", "--slower"])?;
    let subject = match (args.get("--stand-in"), args.get("--padcell")) {
        (Some(_), Some(_)) => return Err("`--stand-in` and `--padcell` exclude each other".into()),
        (Some(file), None) => Subject::stand_in(file.into()),
        (None, Some(file)) => Subject::padcell("padcell", file.into()),
        (None, None) => Subject::padcell("release", test::build_release()?),
    };
    let subject = match args.get("--slower") {
        Some(times) => subject.slower(times.parse().map_err(|e| format!("--slower {times}: {e}"))?),
        None => subject,
    };
    let word = args.free.first().map_or("", String::as_str);
    let programs = Programs::find(word, python::newest(args.get("--cpython"))?)?;
    let mut tally = Tally::default();
    let done = programs.check(&subject, &mut tally)?;
    println!("{tally}");
    Ok(matches!(done, Done::Passed))
}
