//! The variables, arguments and random bytes of a cell.

use alloc::string::String;
use alloc::vec::Vec;

use super::{Authority, absent};
use crate::{Capability, OsError};

impl Authority {
    /// The environment variables that the policy lists; without a grant there are none, which is no error.
    pub fn vars(&self) -> Vec<(String, String)> {
        let vars = self.environment.as_ref().map(|environment| environment.vars()).unwrap_or_default();
        for (name, _) in &vars {
            // The value may be a secret; that it was handed over is what the audit needs to know.
            let _told = self.decided(Capability::Environment, "vars", name, Ok(()));
        }
        vars
    }

    pub fn args(&self) -> Vec<String> {
        self.environment.as_ref().map(|environment| environment.args()).unwrap_or_default()
    }

    /// Random bytes, for `os.urandom` and `secrets`.
    pub fn fill_random(&mut self, buffer: &mut [u8]) -> Result<(), OsError> {
        let result = match &mut self.entropy {
            Some(entropy) => entropy.fill(buffer),
            None => Err(absent("entropy", "--entropy real or --entropy SEED")),
        };
        self.decided(Capability::Entropy, "fill_random", "", result)
    }
}
