//! The words after a command: switches, options with a value, and free words.

use std::collections::{BTreeMap, BTreeSet};

pub(crate) struct Args {
    switches: BTreeSet<String>,
    options: BTreeMap<String, String>,
    pub(crate) free: Vec<String>,
}

impl Args {
    /// An unknown option is an error, so that a misspelt one is not taken for a success.
    pub(crate) fn parse(words: &[String], switches: &[&str], options: &[&str]) -> Result<Self, String> {
        let mut args = Self { switches: BTreeSet::new(), options: BTreeMap::new(), free: Vec::new() };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            if switches.contains(&word.as_str()) {
                args.switches.insert(word.clone());
            } else if options.contains(&word.as_str()) {
                let value = words.next().ok_or_else(|| format!("`{word}` needs a value"))?;
                args.options.insert(word.clone(), value.clone());
            } else if word.starts_with('-') {
                return Err(format!("no option `{word}`"));
            } else {
                args.free.push(word.clone());
            }
        }
        Ok(args)
    }

    pub(crate) fn has(&self, switch: &str) -> bool {
        self.switches.contains(switch)
    }

    pub(crate) fn get(&self, option: &str) -> Option<&str> {
        self.options.get(option).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::Args;

    fn words(line: &str) -> Vec<String> {
        line.split_whitespace().map(String::from).collect()
    }

    #[test]
    fn switches_options_and_free_words() {
        let args = Args::parse(&words("one --all --n 3 two"), &["--all"], &["--n"]).unwrap();
        assert!(args.has("--all"));
        assert_eq!(args.get("--n"), Some("3"));
        assert_eq!(args.free, ["one", "two"]);
    }

    #[test]
    fn what_is_unknown_or_lacks_its_value_is_refused() {
        assert!(Args::parse(&words("--al"), &["--all"], &[]).is_err());
        assert!(Args::parse(&words("--n"), &[], &["--n"]).is_err());
    }
}
