//! `cargo xtask test`: all checks, in the order in which they are cheap.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::args::Args;
use crate::cases::{self, Subject, Tally};
use crate::corpus;
use crate::project::{self, cargo, metadata, target_dir};
use crate::python;
use crate::steps::{Done, Steps, command};
use crate::tidy;

/// The package of the command, and its feature that collects garbage at every safepoint.
pub(crate) const CLI: &str = "padcell-cli";
const STRESS: &str = "gc-stress";
/// Its feature that finds handles in a heap that is not theirs.
const PARANOID: &str = "paranoid";

pub(crate) fn main(words: &[String]) -> Result<bool, String> {
    let args = Args::parse(words, &["--no-stress"], &["--cpython"])?;
    let mut steps = Steps::new();
    steps.run("format", || command(cargo().args(["fmt", "--all", "--check"])));
    steps.run("clippy", || {
        command(cargo().args([
            "clippy",
            "--quiet",
            "--workspace",
            "--all-targets",
            "--keep-going",
            "--",
            "-D",
            "warnings",
        ]))
    });
    steps.run("tidy", tidy::step);
    steps.run("unit tests", unit_tests);
    steps.run("doc tests", || command(cargo().args(["test", "--quiet", "--workspace", "--doc"])));

    let mut tally = Tally::default();
    let mut programs = None;
    let mut padcell = Err(String::from("there is no release build"));
    steps.run("release build", || {
        padcell = build_release();
        padcell.clone().map(|_| Done::Passed)
    });
    let python = python::newest(args.get("--cpython"));
    steps.run("cases", || {
        let programs = programs.insert(cases::Programs::find("", python.clone()?)?);
        programs.check(&Subject::padcell("release", padcell.clone()?), &mut tally)
    });
    // In the release build: some of its attempts spend a whole budget.
    steps.run("the main example", || {
        let script = project::root().join("examples/padded_cell/supervisor.py");
        command(Command::new(padcell.clone()?).arg("supervise").arg(script).stdout(Stdio::null()))
    });
    steps.run("corpus of escapes", || corpus::check(&padcell.clone()?, &python.clone()?, ""));
    if !args.has("--no-stress") {
        steps.run("cases, collecting at every safepoint", || match (&programs, build_checked(STRESS)?) {
            (Some(programs), Some(padcell)) => {
                programs.check(&Subject::padcell(STRESS, padcell).slower(20), &mut tally)
            }
            (None, _) => Ok(Done::Failed("the cases did not start".into())),
            (_, None) => Ok(Done::Skipped(format!("{CLI} has no feature `{STRESS}`"))),
        });
        steps.run("cells, each handle with its heap", || match build_checked(PARANOID)? {
            Some(padcell) => {
                let subject = Subject::padcell(PARANOID, padcell).slower(20);
                for folder in ["supervise/", "escape/"] {
                    let done = cases::Programs::find(folder, python.clone()?)?.check(&subject, &mut tally)?;
                    if !matches!(done, Done::Passed) {
                        return Ok(done);
                    }
                }
                Ok(Done::Passed)
            }
            None => Ok(Done::Skipped(format!("{CLI} has no feature `{PARANOID}`"))),
        });
    }
    let passed = steps.finish();
    println!("{tally}");
    Ok(passed)
}

fn unit_tests() -> Result<Done, String> {
    let nextest = cargo().args(["nextest", "--version"]).output().is_ok_and(|done| done.status.success());
    if nextest {
        return command(cargo().args([
            "nextest",
            "run",
            "--workspace",
            "--no-tests",
            "pass",
            "--status-level",
            "fail",
        ]));
    }
    command(cargo().args(["test", "--workspace", "--lib", "--bins", "--tests"]))
}

/// The release build of the `padcell` command.
pub(crate) fn build_release() -> Result<PathBuf, String> {
    build(&["--release"], target_dir()?, "release")
}

/// In a profile of its own: with all checks of a debug build, and fast enough.
fn build_checked(feature: &str) -> Result<Option<PathBuf>, String> {
    let metadata = metadata()?;
    let packages = metadata["packages"].as_array().ok_or("cargo names no packages")?;
    let has_feature = |package: &&serde_json::Value| !package["features"][feature].is_null();
    if !packages.iter().filter(|package| package["name"] == CLI).any(|package| has_feature(&package)) {
        return Ok(None);
    }
    let folder = target_dir()?.join(feature);
    let folder_name = folder.to_string_lossy().into_owned();
    build(&["--features", feature, "--profile", "stress", "--target-dir", &folder_name], folder, "stress")
        .map(Some)
}

fn build(flags: &[&str], target: PathBuf, profile: &str) -> Result<PathBuf, String> {
    match command(cargo().args(["build", "--quiet", "--package", CLI]).args(flags))? {
        Done::Failed(why) | Done::Skipped(why) => Err(format!("{CLI} does not build: {why}")),
        Done::Passed => {
            let padcell = target.join(profile).join("padcell");
            if padcell.is_file() { Ok(padcell) } else { Err(format!("{CLI} builds no `padcell`")) }
        }
    }
}
