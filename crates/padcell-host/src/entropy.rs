//! The system's random bytes.

use padcell_policy::{Entropy, EntropyPolicy, OsError, SeededEntropy, errno};

/// The system's random bytes, fit for secrets.
#[derive(Clone, Copy, Debug)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&mut self, buffer: &mut [u8]) -> Result<(), OsError> {
        getrandom::getrandom(buffer).map_err(|_| OsError::new(errno::EIO))
    }

    fn attenuate(&self, policy: EntropyPolicy) -> Option<Box<dyn Entropy>> {
        match policy {
            EntropyPolicy::Real => Some(Box::new(*self)),
            EntropyPolicy::Seed(seed) => Some(Box::new(SeededEntropy::new(seed))),
            EntropyPolicy::Denied => None,
        }
    }
}
