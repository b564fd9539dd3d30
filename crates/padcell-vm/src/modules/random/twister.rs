//! The Mersenne Twister MT19937 of Matsumoto and Nishimura.

/// Words of state.
pub(super) const SIZE: usize = 624;
/// How far ahead the word is that a new word is mixed with.
const AHEAD: usize = 397;
const UPPER: u32 = 0x8000_0000;
const LOWER: u32 = 0x7FFF_FFFF;
const TWIST: u32 = 0x9908_B0DF;

/// A generator.
pub(super) struct Twister {
    words: [u32; SIZE],
    /// How many words of this round were given out.
    index: usize,
}

impl Twister {
    /// Seeded with one word.
    fn from_word(seed: u32) -> Self {
        let mut words = [seed; SIZE];
        let mut before = seed;
        for (index, word) in words.iter_mut().enumerate().skip(1) {
            before = (before ^ before >> 30).wrapping_mul(1_812_433_253).wrapping_add(index as u32);
            *word = before;
        }
        Self { words, index: SIZE }
    }

    /// Seeded with a key of any length but zero.
    pub(super) fn from_key(key: &[u32]) -> Self {
        let mut it = Self::from_word(19_650_218);
        let words = &mut it.words;
        let mixed = |words: &[u32; SIZE], at: usize, factor: u32| {
            let before = words[at - 1];
            words[at] ^ (before ^ before >> 30).wrapping_mul(factor)
        };
        let mut at = 1;
        for (index, part) in key.iter().enumerate().cycle().take(SIZE.max(key.len())) {
            words[at] = mixed(words, at, 1_664_525).wrapping_add(*part).wrapping_add(index as u32);
            at += 1;
            if at == SIZE {
                words[0] = words[SIZE - 1];
                at = 1;
            }
        }
        for _ in 1..SIZE {
            words[at] = mixed(words, at, 1_566_083_941).wrapping_sub(at as u32);
            at += 1;
            if at == SIZE {
                words[0] = words[SIZE - 1];
                at = 1;
            }
        }
        words[0] = UPPER;
        it
    }

    /// Where [`Twister::state`] left off; `index` is at most [`SIZE`].
    pub(super) fn from_state(words: [u32; SIZE], index: u32) -> Self {
        Self { words, index: (index as usize).min(SIZE) }
    }

    pub(super) fn state(&self) -> (&[u32; SIZE], u32) {
        (&self.words, self.index as u32)
    }

    /// Makes the words of the next round.
    fn turn(&mut self) {
        for at in 0..SIZE {
            let bits = self.words[at] & UPPER | self.words[(at + 1) % SIZE] & LOWER;
            let twist = if bits & 1 == 1 { TWIST } else { 0 };
            self.words[at] = self.words[(at + AHEAD) % SIZE] ^ bits >> 1 ^ twist;
        }
        self.index = 0;
    }

    /// 32 random bits.
    pub(super) fn next_u32(&mut self) -> u32 {
        if self.index >= SIZE {
            self.turn();
        }
        let mut word = self.words[self.index];
        self.index += 1;
        word ^= word >> 11;
        word ^= word << 7 & 0x9D2C_5680;
        word ^= word << 15 & 0xEFC6_0000;
        word ^ word >> 18
    }

    /// A float from 0 to 1, 1 excluded, with 53 random bits.
    pub(super) fn next_f64(&mut self) -> f64 {
        let (high, low) = (self.next_u32() >> 5, self.next_u32() >> 6);
        (f64::from(high) * 67_108_864.0 + f64::from(low)) / 9_007_199_254_740_992.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_first_outputs() {
        // From mt19937ar.out: init_by_array of 0x123, 0x234, 0x345, 0x456.
        let mut it = Twister::from_key(&[0x123, 0x234, 0x345, 0x456]);
        let first: [u32; 5] = core::array::from_fn(|_| it.next_u32());
        assert_eq!(first, [1_067_595_299, 955_945_823, 477_289_528, 4_107_218_783, 4_228_976_476]);
    }
}
