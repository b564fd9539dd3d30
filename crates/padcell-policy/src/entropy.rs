//! The entropy capability, and a generator that needs no machine.

use alloc::boxed::Box;

use crate::{EntropyPolicy, OsError};

/// A source of random bytes, as `os.urandom` has them.
pub trait Entropy: Send {
    fn fill(&mut self, buffer: &mut [u8]) -> Result<(), OsError>;
    /// The same source seen through a smaller policy, or `None` if that leaves nothing.
    fn attenuate(&self, policy: EntropyPolicy) -> Option<Box<dyn Entropy>>;
}

/// Bytes that follow from a seed (SplitMix64): the same on every machine, and no secret to anyone.
#[derive(Clone, Debug)]
pub struct SeededEntropy {
    seed: u64,
    state: u64,
}

impl SeededEntropy {
    pub const fn new(seed: u64) -> Self {
        Self { seed, state: seed }
    }

    /// The next 64 bits.
    pub fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.state;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }
}

impl Entropy for SeededEntropy {
    fn fill(&mut self, buffer: &mut [u8]) -> Result<(), OsError> {
        for chunk in buffer.chunks_mut(8) {
            let bytes = self.next_u64().to_le_bytes();
            for (to, from) in chunk.iter_mut().zip(bytes) {
                *to = from;
            }
        }
        Ok(())
    }

    fn attenuate(&self, policy: EntropyPolicy) -> Option<Box<dyn Entropy>> {
        match policy {
            EntropyPolicy::Real => Some(Box::new(self.clone())),
            EntropyPolicy::Seed(seed) if seed == self.seed => Some(Box::new(Self::new(seed))),
            EntropyPolicy::Seed(_) | EntropyPolicy::Denied => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_decides_everything() {
        let (mut a, mut b) = ([0; 20], [0; 20]);
        assert!(SeededEntropy::new(1).fill(&mut a).is_ok());
        assert!(SeededEntropy::new(1).fill(&mut b).is_ok());
        assert_eq!(a, b);
        assert!(SeededEntropy::new(2).fill(&mut b).is_ok());
        assert_ne!(a, b);
        // The published first output of SplitMix64 for seed 0.
        assert_eq!(SeededEntropy::new(0).next_u64(), 0xe220_a839_7b1d_cdaf);
    }
}
