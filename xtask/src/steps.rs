//! A run of named steps: each has a heading, all are run, and a summary closes.

use std::process::Command;
use std::time::{Duration, Instant};

/// How a step ended.
pub(crate) enum Done {
    Passed,
    Failed(String),
    Skipped(String),
}

pub(crate) struct Steps {
    done: Vec<(String, Done, Duration)>,
}

impl Steps {
    pub(crate) fn new() -> Self {
        Self { done: Vec::new() }
    }

    /// Runs one step. A failure does not keep the next from running: one run shows all that is wrong.
    pub(crate) fn run(&mut self, name: &str, step: impl FnOnce() -> Result<Done, String>) -> bool {
        println!("\n=== {name}");
        let start = Instant::now();
        let done = step().unwrap_or_else(Done::Failed);
        match &done {
            Done::Passed => {}
            Done::Failed(why) => println!("failed: {why}"),
            Done::Skipped(why) => println!("skipped: {why}"),
        }
        let passed = !matches!(done, Done::Failed(_));
        self.done.push((name.into(), done, start.elapsed()));
        passed
    }

    /// Prints the summary and says whether no step failed.
    pub(crate) fn finish(&self) -> bool {
        println!("\n=== summary");
        for (name, done, time) in &self.done {
            let (word, why) = match done {
                Done::Passed => ("ok", String::new()),
                Done::Failed(why) => ("FAILED", format!(": {}", first_line(why))),
                Done::Skipped(why) => ("skipped", format!(": {}", first_line(why))),
            };
            println!("{word:<8} {name} ({:.1} s){why}", time.as_secs_f64());
        }
        !self.done.iter().any(|(_, done, _)| matches!(done, Done::Failed(_)))
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// A step that is one command.
pub(crate) fn command(command: &mut Command) -> Result<Done, String> {
    let status = command.status().map_err(|e| format!("{}: {e}", command.get_program().to_string_lossy()))?;
    Ok(if status.success() { Done::Passed } else { Done::Failed(status.to_string()) })
}
