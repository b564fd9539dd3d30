//! The `# key: value` lines at the head of a program.
//!
//! `requires: 3.12`: what CPython must be at least. `compare: stderr`: that must be the same too. `command: supervise`:
//! instead of `run`. `args: --fuel 1000`: for padcell. `expect: ...`: see `expect.rs`; there may be several.
//! `wall: 10s`, `rss: 512MiB`: what it may take at most. `stack: 256KiB`: the native stack that it gets.

use std::time::Duration;

use super::expect::Expect;

/// Lines that describe an escape for its reader.
const DESCRIPTIVE: &[&str] = &[
    "id", "name", "family", "kind", "source", "attacks", "escape", "needs", "control", "limits", "python",
    "runs", "severity", "policy",
];

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) requires: Option<(u32, u32)>,
    pub(super) compare_stderr: bool,
    pub(super) command: String,
    pub(super) args: Vec<String>,
    pub(super) expect: Vec<Expect>,
    pub(super) wall: Duration,
    pub(super) peak_bytes: u64,
    pub(super) stack_bytes: u64,
}

impl Default for Header {
    fn default() -> Self {
        Self {
            requires: None,
            compare_stderr: false,
            command: "run".into(),
            args: Vec::new(),
            expect: Vec::new(),
            wall: Duration::from_secs(10),
            peak_bytes: 512 << 20,
            stack_bytes: 0,
        }
    }
}

impl Header {
    /// An unknown key is an error, so that a misspelt one does not weaken a test in silence.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut header = Self::default();
        for line in text.lines().map_while(|line| line.strip_prefix('#')) {
            let Some((key, value)) = line.trim().split_once(": ") else { continue };
            // A sentence may hold a colon; a key is one small word.
            if !key.chars().all(|c| c.is_ascii_lowercase()) || DESCRIPTIVE.contains(&key) {
                continue;
            }
            header
                .set(key, value.trim())
                .ok_or_else(|| format!("header `{key}: {value}` is not understood"))?;
        }
        Ok(header)
    }

    fn set(&mut self, key: &str, value: &str) -> Option<()> {
        match (key, value) {
            ("requires", version) => {
                let (major, minor) = version.split_once('.')?;
                self.requires = Some((major.parse().ok()?, minor.parse().ok()?));
            }
            ("compare", "stderr") => self.compare_stderr = true,
            ("command", "run" | "supervise") => self.command = value.into(),
            ("args", words) => self.args = words.split_whitespace().map(String::from).collect(),
            ("expect", expectation) => self.expect.push(Expect::parse(expectation)?),
            ("wall", time) => self.wall = Duration::from_secs(time.strip_suffix('s')?.parse().ok()?),
            ("rss", size) => self.peak_bytes = bytes(size)?,
            ("stack", size) => self.stack_bytes = bytes(size)?,
            _ => return None,
        }
        Some(())
    }
}

fn bytes(size: &str) -> Option<u64> {
    let (number, unit) = match size.strip_suffix("MiB") {
        Some(number) => (number, 1 << 20),
        None => (size.strip_suffix("KiB")?, 1 << 10),
    };
    number.trim().parse::<u64>().ok()?.checked_mul(unit)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Header;

    #[test]
    fn keys_are_read_up_to_the_first_line_of_code() {
        let header = Header::parse(
            "# A sentence: with a colon.\n# requires: 3.12\n# compare: stderr\n# args: --fuel 10\n# wall: 3s\n\
             # rss: 64MiB\n# stack: 256KiB\n# expect: exit 1\n# family: limits\nx = 1\n# wall: 9s\n",
        )
        .unwrap();
        assert_eq!(header.requires, Some((3, 12)));
        assert!(header.compare_stderr);
        assert_eq!(header.args, ["--fuel", "10"]);
        assert_eq!(header.wall, Duration::from_secs(3));
        assert_eq!((header.peak_bytes, header.stack_bytes), (64 << 20, 256 << 10));
        assert_eq!(header.expect.len(), 1);
    }

    #[test]
    fn a_program_without_a_header_has_the_usual_one() {
        assert_eq!(Header::parse("print(1)\n").unwrap(), Header::default());
    }

    #[test]
    fn what_is_misspelt_is_refused() {
        for line in [
            "# expects: exit 1",
            "# expect: exi 1",
            "# wall: 3",
            "# rss: 1",
            "# requires: new",
            "# command: x",
        ] {
            assert!(Header::parse(line).is_err(), "{line}");
        }
    }
}
