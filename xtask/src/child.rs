//! Starts a program under `measure` and collects what it printed and spent.

use std::ffi::OsString;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::measure::{self, Ending, Spent};
use crate::project;

/// More than this of one stream is not kept: a program that floods its output must not fill our memory.
const OUTPUT_LIMIT: u64 = 64 << 20;

/// A program to start.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    pub(crate) words: Vec<OsString>,
    pub(crate) hash_seed: &'static str,
    pub(crate) wall: Duration,
    pub(crate) stack_bytes: u64,
    /// The project's root unless another is given.
    pub(crate) directory: Option<PathBuf>,
    /// Beyond what every program gets.
    pub(crate) environment: Vec<(&'static str, OsString)>,
}

/// What became of it.
#[derive(Clone, Debug)]
pub(crate) struct Outcome {
    pub(crate) ending: Ending,
    pub(crate) spent: Spent,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Program {
    pub(crate) fn new(words: Vec<OsString>, wall: Duration) -> Self {
        let environment = Vec::new();
        Self { words, hash_seed: "random", wall, stack_bytes: 0, directory: None, environment }
    }

    /// Runs to the end, with an empty standard input and a Python that neither writes caches nor reads settings.
    pub(crate) fn run(&self) -> Result<Outcome, String> {
        let report = report_file();
        let mut command = Command::new(this_program()?);
        command.arg(measure::COMMAND).arg(&report);
        command.args([self.wall.as_millis().to_string(), self.stack_bytes.to_string()]).args(&self.words);
        command
            .current_dir(self.directory.clone().unwrap_or_else(project::root))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("PYTHON") {
                command.env_remove(name);
            }
        }
        command.envs([
            ("PYTHONDONTWRITEBYTECODE", "1"),
            ("PYTHONUTF8", "1"),
            ("PYTHONHASHSEED", self.hash_seed),
        ]);
        command.envs(self.environment.iter().cloned());
        let mut child = command.spawn().map_err(|e| e.to_string())?;
        let stdout = read_beside(child.stdout.take());
        let stderr = read_beside(child.stderr.take());
        let status = child.wait().map_err(|e| e.to_string())?;
        let join = |thread: std::thread::JoinHandle<String>| thread.join().unwrap_or_default();
        let (stdout, stderr) = (join(stdout), join(stderr));
        let text = std::fs::read_to_string(&report).ok();
        // Absent when the program could not be started, which the next line reports.
        _ = std::fs::remove_file(&report);
        let (ending, spent) = text
            .and_then(|text| measure::from_text(&text))
            .ok_or_else(|| format!("{status}: {}", stderr.trim_end()))?;
        Ok(Outcome { ending, spent, stdout, stderr })
    }
}

fn read_beside(stream: Option<impl Read + Send + 'static>) -> std::thread::JoinHandle<String> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(stream) = stream {
            // A broken stream ends the text; the ending of the program tells the rest.
            _ = stream.take(OUTPUT_LIMIT).read_to_end(&mut bytes);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// Our own program, also when a step has just built it anew over the file that is running.
fn this_program() -> Result<PathBuf, String> {
    let running = PathBuf::from("/proc/self/exe");
    if running.exists() { Ok(running) } else { std::env::current_exe().map_err(|e| e.to_string()) }
}

fn report_file() -> PathBuf {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    std::env::temp_dir().join(format!("padcell-xtask-{}-{number}", std::process::id()))
}
