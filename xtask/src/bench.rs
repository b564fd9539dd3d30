//! `cargo xtask bench`: the programs of `benches/suite` here and on CPython, as ratios of CPU time.
//!
//! Machines are shared and noisy, so the two take turns and a ratio is taken between neighbours in time: drift falls
//! on both alike.

mod report;
mod suite;

use std::path::PathBuf;

use crate::args::Args;
use crate::{python, test};
use suite::{Side, Suite};

pub(crate) fn main(words: &[String]) -> Result<bool, String> {
    let args = Args::parse(words, &[], &["--cpython", "--padcell", "--filter", "--n", "--save"])?;
    if let Some(word) = args.free.first() {
        return Err(format!("`{word}`: say `--filter {word}`"));
    }
    let repetitions: usize = args.get("--n").map_or(Ok(5), str::parse).map_err(|e| format!("--n: {e}"))?;
    if repetitions == 0 {
        return Err("--n: at least 1".into());
    }
    let python = python::for_bench(args.get("--cpython"))?;
    let padcell = match args.get("--padcell") {
        Some(file) => PathBuf::from(file),
        None => test::build_release()?,
    };
    let sides = [
        Side { name: "cpython", words: vec![python.path.clone().into()] },
        Side { name: "padcell", words: vec![padcell.into(), "run".into()] },
    ];
    println!("{repetitions} repetitions beside {python}");
    let suite = Suite::find(args.get("--filter").unwrap_or_default())?;
    let results = suite.run(&sides, repetitions)?;
    print!("{}", report::table(&results));
    if let Some(file) = args.get("--save") {
        let text = report::json(&results, &python.to_string(), repetitions);
        std::fs::write(file, text).map_err(|e| format!("{file}: {e}"))?;
    }
    Ok(results.iter().all(|result| result.measured.is_ok()))
}
