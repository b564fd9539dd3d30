//! The environment capability: variables and arguments.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

/// The variables and arguments that a cell is told. It gets copies: writing to them changes nothing outside.
pub trait Environment: Send {
    /// The variables, sorted by name.
    fn vars(&self) -> Vec<(String, String)>;
    /// What follows the program's name in `sys.argv`.
    fn args(&self) -> Vec<String>;
    /// The variables for whose name `keep` is true, and no arguments.
    fn attenuate(&self, keep: &dyn Fn(&str, &str) -> bool) -> Box<dyn Environment>;
}

/// Variables and arguments that were decided beforehand.
#[derive(Clone, Debug, Default)]
pub struct Variables {
    vars: Vec<(String, String)>,
    args: Vec<String>,
}

impl Variables {
    pub fn new(mut vars: Vec<(String, String)>, args: Vec<String>) -> Self {
        vars.sort();
        Self { vars, args }
    }
}

impl Environment for Variables {
    fn vars(&self) -> Vec<(String, String)> {
        self.vars.clone()
    }

    fn args(&self) -> Vec<String> {
        self.args.clone()
    }

    fn attenuate(&self, keep: &dyn Fn(&str, &str) -> bool) -> Box<dyn Environment> {
        let vars = self.vars.iter().filter(|(name, value)| keep(name, value)).cloned().collect();
        Box::new(Self { vars, args: Vec::new() })
    }
}
