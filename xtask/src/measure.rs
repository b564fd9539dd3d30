//! Runs one program in a process of its own and writes down what it spent.
//!
//! The peak memory that a system reports for a child starts from that of the process which started it. So a small
//! process starts the program, not the one that holds the outputs of a whole run.

use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::process::{Command, ExitStatus};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use nix::sys::resource::{Resource, UsageWho, getrusage, setrlimit};
use nix::sys::signal::{Signal, killpg};
use nix::sys::time::TimeValLike as _;
use nix::unistd::Pid;

pub(crate) const COMMAND: &str = "measure";

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    Exit(i32),
    Signal(i32),
    TimedOut,
}

/// What a program spent, as the system counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spent {
    pub(crate) cpu: Duration,
    pub(crate) wall: Duration,
    pub(crate) peak_bytes: u64,
}

/// `measure REPORT MILLISECONDS STACK_BYTES PROGRAM ARGUMENT...`; a stack of 0 leaves it as it is.
pub(crate) fn main(words: &[String]) -> Result<bool, String> {
    let [report, limit, stack, program, arguments @ ..] = words else {
        return Err("measure: too few words".into());
    };
    let limit = limit.parse().map_err(|e| format!("measure: {limit}: {e}"))?;
    let stack = stack.parse().map_err(|e| format!("measure: {stack}: {e}"))?;
    if stack > 0 {
        setrlimit(Resource::RLIMIT_STACK, stack, stack).map_err(|e| format!("stack limit: {e}"))?;
    }
    let mut command = Command::new(program);
    command.args(arguments);
    let (ending, spent) =
        run(&mut command, Duration::from_millis(limit)).map_err(|e| format!("{program}: {e}"))?;
    std::fs::write(report, to_text(ending, &spent)).map_err(|e| format!("{report}: {e}"))?;
    Ok(true)
}

/// Ends the whole process group at the limit, so that nothing which the program started is left over.
fn run(command: &mut Command, limit: Duration) -> Result<(Ending, Spent), String> {
    let start = Instant::now();
    let mut child = command.process_group(0).spawn().map_err(|e| e.to_string())?;
    let group = Pid::from_raw(i32::try_from(child.id()).map_err(|e| e.to_string())?);
    let (ended, wait) = mpsc::channel::<()>();
    let watch = std::thread::spawn(move || {
        let timed_out = wait.recv_timeout(limit) == Err(RecvTimeoutError::Timeout);
        if timed_out {
            // It may have ended in this very moment; then there is nothing to end.
            _ = killpg(group, Signal::SIGKILL);
        }
        timed_out
    });
    let status = child.wait().map_err(|e| e.to_string())?;
    let wall = start.elapsed();
    drop(ended);
    let timed_out = watch.join().map_err(|_| "the watch failed".to_owned())?;
    Ok((if timed_out { Ending::TimedOut } else { ending(status) }, spent(wall)?))
}

fn ending(status: ExitStatus) -> Ending {
    status.signal().map_or_else(|| Ending::Exit(status.code().unwrap_or(-1)), Ending::Signal)
}

fn spent(wall: Duration) -> Result<Spent, String> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|e| e.to_string())?;
    let micros = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    // Linux counts in KiB, macOS in bytes.
    let unit = if cfg!(target_os = "macos") { 1 } else { 1024 };
    let peak_bytes = u64::try_from(usage.max_rss()).unwrap_or(0) * unit;
    Ok(Spent { cpu: Duration::from_micros(u64::try_from(micros).unwrap_or(0)), wall, peak_bytes })
}

fn to_text(ending: Ending, spent: &Spent) -> String {
    let (word, number) = match ending {
        Ending::Exit(code) => ("exit", code),
        Ending::Signal(signal) => ("signal", signal),
        Ending::TimedOut => ("timed-out", 0),
    };
    format!("{word} {number} {} {} {}", spent.cpu.as_micros(), spent.wall.as_micros(), spent.peak_bytes)
}

/// Reads what `to_text` wrote.
pub(crate) fn from_text(text: &str) -> Option<(Ending, Spent)> {
    let mut words = text.split_whitespace();
    let (word, number) = (words.next()?, words.next()?.parse().ok()?);
    let ending = match word {
        "exit" => Ending::Exit(number),
        "signal" => Ending::Signal(number),
        "timed-out" => Ending::TimedOut,
        _ => return None,
    };
    let cpu = Duration::from_micros(words.next()?.parse().ok()?);
    let wall = Duration::from_micros(words.next()?.parse().ok()?);
    let peak_bytes = words.next()?.parse().ok()?;
    Some((ending, Spent { cpu, wall, peak_bytes }))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Ending, Spent, from_text, to_text};

    #[test]
    fn a_report_is_read_as_it_was_written() {
        let spent =
            Spent { cpu: Duration::from_micros(1500), wall: Duration::from_micros(2500), peak_bytes: 4096 };
        for ending in [Ending::Exit(0), Ending::Exit(7), Ending::Signal(9), Ending::TimedOut] {
            assert_eq!(from_text(&to_text(ending, &spent)), Some((ending, spent)));
        }
        assert_eq!(from_text("exit"), None);
    }
}
