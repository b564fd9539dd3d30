//! The corpus of escapes, `tests/escape/corpus`: programs that attack their cell, each run in every kind of cell.
//!
//! A program prints `ESCAPED:` when it got out, `CONTAINED` when its attack ran to the end in vain, `VACUOUS:` when it
//! missed something that it needs. What it must not change lies in a directory that is made anew for each run.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::args::Args;
use crate::child::{Outcome, Program};
use crate::measure::Ending;
use crate::python::{self, Python};
use crate::steps::Done;
use crate::{project, test};

/// What a program may take, and how much longer a loaded machine may need to say so.
const WALL: Duration = Duration::from_secs(3);
const PATIENCE: Duration = Duration::from_secs(20);
const PEAK: u64 = 128 << 20;
/// The supervisor of the nested and supervised cells is part of the process.
const SUPERVISOR: u64 = 32 << 20;
const OUTPUT: usize = (1 << 20) + (1 << 16);
/// The exit status of a cell that a budget stopped.
const STOPPED: i32 = 75;

/// The kinds of cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Route {
    Run,
    Restricted,
    Supervised,
    Nested,
}

impl Route {
    const ALL: [Self; 4] = [Self::Run, Self::Restricted, Self::Supervised, Self::Nested];

    const fn name(self) -> &'static str {
        match self {
            Self::Run => "padcell run",
            Self::Restricted => "padcell run --restricted",
            Self::Supervised => "a cell of a supervisor",
            Self::Nested => "a cell of a cell",
        }
    }

    const fn has_supervisor(self) -> bool {
        matches!(self, Self::Supervised | Self::Nested)
    }
}

struct Case {
    path: PathBuf,
    name: String,
    /// Whether memory and time are what it attacks.
    measured: bool,
    runs: String,
}

pub(crate) fn main(words: &[String]) -> Result<bool, String> {
    let args = Args::parse(words, &[], &["--padcell", "--cpython"])?;
    let padcell = match args.get("--padcell") {
        Some(file) => file.into(),
        None => test::build_release()?,
    };
    let word = args.free.first().map_or("", String::as_str);
    let done = check(&padcell, &python::newest(args.get("--cpython"))?, word)?;
    if let Done::Failed(why) = &done {
        println!("{why}");
    }
    Ok(matches!(done, Done::Passed))
}

/// Runs every program whose name contains `word` in every kind of cell.
pub(crate) fn check(padcell: &Path, python: &Python, word: &str) -> Result<Done, String> {
    let padcell = padcell.canonicalize().map_err(|e| format!("{}: {e}", padcell.display()))?;
    let cases = cases(word)?;
    let next = AtomicUsize::new(0);
    let failures = Mutex::new(Vec::new());
    let counts = Mutex::new(BTreeMap::<&str, usize>::new());
    let work = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(case) = cases.get(index / Route::ALL.len()) else { break };
            let route = Route::ALL[index % Route::ALL.len()];
            let verdict = judge(case, route, &padcell, python).unwrap_or_else(|why| Err(vec![why]));
            let word = match &verdict {
                Ok(word) => word,
                Err(why) => {
                    let line = format!("{} in {}: {}", case.name, route.name(), why.join("; "));
                    println!("FAILED {line}");
                    if let Ok(mut it) = failures.lock() {
                        it.push(line);
                    }
                    "failed"
                }
            };
            if let Ok(mut it) = counts.lock() {
                *it.entry(word).or_default() += 1;
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    let counts = counts.into_inner().map_err(|e| e.to_string())?;
    let shown: Vec<String> = counts.iter().map(|(word, count)| format!("{count} {word}")).collect();
    println!("{} programs, {} kinds of cell: {}", cases.len(), Route::ALL.len(), shown.join(", "));
    let failures = failures.into_inner().map_err(|e| e.to_string())?;
    Ok(if failures.is_empty() {
        Done::Passed
    } else {
        Done::Failed(format!("{} runs were not contained", failures.len()))
    })
}

fn cases(word: &str) -> Result<Vec<Case>, String> {
    let folder = project::root().join("tests/escape/corpus");
    let file = folder.join("cases.json");
    let text = std::fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
    let listed: Vec<serde_json::Value> =
        serde_json::from_str(&text).map_err(|e| format!("{}: {e}", file.display()))?;
    let mut cases = Vec::new();
    for it in listed {
        let (Some(number), Some(name)) = (it["n"].as_u64(), it["name"].as_str()) else {
            return Err(format!("{}: a program without number and name", file.display()));
        };
        let name = format!("{number:03}_{name}");
        if name.contains(word) {
            cases.push(Case {
                path: folder.join(format!("{name}.py")),
                name,
                measured: it["kind"] != "escape",
                runs: it["runs"].as_u64().unwrap_or(1).to_string(),
            });
        }
    }
    Ok(cases)
}

/// A word for how it was contained, or all that was wrong.
fn judge(
    case: &Case,
    route: Route,
    padcell: &Path,
    python: &Python,
) -> Result<Result<&'static str, Vec<String>>, String> {
    let place = Place::make(python)?;
    let before = place.contents()?;
    let outcome = program(case, route, padcell, &place).run()?;
    let mut wrong = complaints(case, route, &outcome);
    if place.contents()? != before {
        wrong.push("files were changed".into());
    }
    if !wrong.is_empty() {
        return Ok(Err(wrong));
    }
    Ok(Ok(match outcome.ending {
        Ending::Exit(STOPPED) => "stopped",
        _ if outcome.stdout.contains("VACUOUS:") => "without what they need",
        _ if outcome.stdout.contains("CONTAINED") => "contained",
        _ => "refused",
    }))
}

fn program(case: &Case, route: Route, padcell: &Path, place: &Place) -> Program {
    let limits = ["--timeout", "2s", "--memory", "64MiB", "--max-output", "1MiB"];
    // A descriptor of a file outside is open in the process.
    let mut words: Vec<OsString> =
        ["/bin/sh", "-c", "exec 3<../outside/flag.txt; exec \"$@\"", "sh"].map(Into::into).into();
    words.push(padcell.into());
    if route.has_supervisor() {
        let script = if route == Route::Supervised { "supervise.py" } else { "nested.py" };
        words.push("supervise".into());
        words.push(fixture().join(script).into());
        words.push(case.path.clone().into());
        words.push(case.runs.clone().into());
    } else {
        words.push("run".into());
        words.extend(limits.map(Into::into));
        if route == Route::Restricted {
            words.push("--restricted".into());
        }
        words.push("--mount".into());
        words.push(format!("{}:/", place.cell().display()).into());
        words.push(case.path.clone().into());
    }
    let mut program = Program::new(words, PATIENCE);
    program.directory = Some(place.cell());
    program.environment =
        vec![("CELL_SECRET", "FLAG{environment}".into()), ("PYTHONPATH", fixture().into_os_string())];
    program
}

fn complaints(case: &Case, route: Route, outcome: &Outcome) -> Vec<String> {
    let mut wrong = Vec::new();
    let said = [&outcome.stdout, &outcome.stderr];
    for text in said {
        let line = |word: &str| text.lines().find(|it| it.contains(word)).map(str::to_owned);
        wrong.extend(line("ESCAPED:"));
        wrong.extend(line("FLAG{").map(|it| format!("a secret in the output: {it}")));
        wrong.extend(line("panicked").map(|it| format!("a panic: {it}")));
        wrong.extend(line("internal error").map(|it| format!("an internal error: {it}")));
    }
    if route.has_supervisor() && outcome.stdout.contains("VACUOUS:") {
        wrong.push("it was not given what it needs".into());
    }
    match outcome.ending {
        Ending::Exit(_) if !route.has_supervisor() || outcome.stdout.contains("SUPERVISOR-ALIVE") => {}
        Ending::Exit(status) => wrong.push(format!("the supervisor ended with status {status}")),
        Ending::Signal(signal) => wrong.push(format!("ended by signal {signal}")),
        Ending::TimedOut => wrong.push(format!("still ran after {} s", PATIENCE.as_secs())),
    }
    let runs: u32 = case.runs.parse().unwrap_or(1);
    let cpu = outcome.spent.cpu;
    if case.measured && cpu > WALL * runs {
        wrong.push(format!("took {:.1} s of CPU time", cpu.as_secs_f64()));
    }
    let peak = if route.has_supervisor() { PEAK + SUPERVISOR } else { PEAK };
    if case.measured && outcome.spent.peak_bytes > peak {
        wrong.push(format!("took {} MiB of memory", outcome.spent.peak_bytes >> 20));
    }
    if said.iter().map(|it| it.len()).sum::<usize>() > OUTPUT * runs as usize {
        wrong.push("more than 1 MiB of output".into());
    }
    wrong
}

fn fixture() -> PathBuf {
    project::root().join("tests/escape/fixture")
}

/// The directories of one run: what the cell may read, and what lies beside it.
struct Place(PathBuf);

impl Place {
    fn make(python: &Python) -> Result<Self, String> {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let place =
            Self(std::env::temp_dir().join(format!("padcell-corpus-{}-{number}", std::process::id())));
        let script = fixture().join("make_fixture.py");
        let done = Command::new(&python.path)
            .arg(script)
            .arg(&place.0)
            .output()
            .map_err(|e| format!("{}: {e}", python.path.display()))?;
        if done.status.success() {
            Ok(place)
        } else {
            Err(format!("no fixture: {}", String::from_utf8_lossy(&done.stderr)))
        }
    }

    fn cell(&self) -> PathBuf {
        self.0.join("cell")
    }

    /// Every path with what it holds: the bytes of a file, the target of a link.
    fn contents(&self) -> Result<BTreeMap<PathBuf, Vec<u8>>, String> {
        let mut found = BTreeMap::new();
        let mut pending = vec![self.0.clone()];
        while let Some(folder) = pending.pop() {
            for entry in std::fs::read_dir(&folder).map_err(|e| e.to_string())? {
                let path = entry.map_err(|e| e.to_string())?.path();
                let kind = path.symlink_metadata().map_err(|e| e.to_string())?.file_type();
                let held = if kind.is_symlink() {
                    path.read_link().map_err(|e| e.to_string())?.into_os_string().into_encoded_bytes()
                } else if kind.is_dir() {
                    pending.push(path.clone());
                    Vec::new()
                } else {
                    std::fs::read(&path).map_err(|e| e.to_string())?
                };
                found.insert(path, held);
            }
        }
        Ok(found)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // What cannot be removed is left to the system, which empties the folder of temporary files.
        _ = std::fs::remove_dir_all(&self.0);
    }
}
