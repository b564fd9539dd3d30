//! `cargo xtask bless`: the unit tests once more, told to write what they find as golden.

use crate::args::Args;
use crate::project;

pub(crate) fn main(words: &[String]) -> Result<bool, String> {
    Args::parse(words, &[], &[])?;
    let mut command = project::cargo();
    command.args(["test", "--workspace"]).env("BLESS", "1");
    let status = command.status().map_err(|e| format!("cargo test: {e}"))?;
    Ok(status.success())
}
