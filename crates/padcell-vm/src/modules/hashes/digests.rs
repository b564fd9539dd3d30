//! The algorithms, each with its state.

use alloc::boxed::Box;
use alloc::vec::Vec;

use md5::Md5;
use sha1::Sha1;
use sha2::{Sha224, Sha256, Sha384, Sha512};
use sha3::digest::{Digest, ExtendableOutput, Update, XofReader};
use sha3::{Sha3_224, Sha3_256, Sha3_384, Sha3_512, Shake128, Shake256};

use super::blake2::Blake2;

macro_rules! algorithms {
    ($($variant:ident $name:literal $block:literal $size:literal $kind:ty;)*) => {
        /// Which hash.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Algorithm { $($variant),* }

        impl Algorithm {
            pub(super) fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            pub(super) fn block_size(self) -> i64 {
                match self { $(Self::$variant => $block),* }
            }

            fn size(self) -> usize {
                match self { $(Self::$variant => $size),* }
            }
        }

        /// What was hashed so far.
        #[derive(Clone)]
        enum State { $($variant(Box<$kind>)),* }
    };
}

algorithms! {
    Md5 "md5" 64 16 Md5;
    Sha1 "sha1" 64 20 Sha1;
    Sha224 "sha224" 64 28 Sha224;
    Sha256 "sha256" 64 32 Sha256;
    Sha384 "sha384" 128 48 Sha384;
    Sha512 "sha512" 128 64 Sha512;
    Sha3_224 "sha3_224" 144 28 Sha3_224;
    Sha3_256 "sha3_256" 136 32 Sha3_256;
    Sha3_384 "sha3_384" 104 48 Sha3_384;
    Sha3_512 "sha3_512" 72 64 Sha3_512;
    Shake128 "shake_128" 168 0 Shake128;
    Shake256 "shake_256" 136 0 Shake256;
    Blake2b "blake2b" 128 64 Blake2<u64>;
    Blake2s "blake2s" 64 32 Blake2<u32>;
}

/// The data of a hash object.
#[derive(Clone)]
pub(super) struct Hasher {
    pub(super) algorithm: Algorithm,
    state: State,
}

macro_rules! each {
    ($state:expr, $it:ident => $fixed:expr, $xof:expr, $blake:expr) => {
        match $state {
            State::Md5($it) => $fixed,
            State::Sha1($it) => $fixed,
            State::Sha224($it) => $fixed,
            State::Sha256($it) => $fixed,
            State::Sha384($it) => $fixed,
            State::Sha512($it) => $fixed,
            State::Sha3_224($it) => $fixed,
            State::Sha3_256($it) => $fixed,
            State::Sha3_384($it) => $fixed,
            State::Sha3_512($it) => $fixed,
            State::Shake128($it) => $xof,
            State::Shake256($it) => $xof,
            State::Blake2b($it) => $blake,
            State::Blake2s($it) => $blake,
        }
    };
}

impl Hasher {
    pub(super) fn new(algorithm: Algorithm) -> Self {
        let state = match algorithm {
            Algorithm::Md5 => State::Md5(Box::default()),
            Algorithm::Sha1 => State::Sha1(Box::default()),
            Algorithm::Sha224 => State::Sha224(Box::default()),
            Algorithm::Sha256 => State::Sha256(Box::default()),
            Algorithm::Sha384 => State::Sha384(Box::default()),
            Algorithm::Sha512 => State::Sha512(Box::default()),
            Algorithm::Sha3_224 => State::Sha3_224(Box::default()),
            Algorithm::Sha3_256 => State::Sha3_256(Box::default()),
            Algorithm::Sha3_384 => State::Sha3_384(Box::default()),
            Algorithm::Sha3_512 => State::Sha3_512(Box::default()),
            Algorithm::Shake128 => State::Shake128(Box::default()),
            Algorithm::Shake256 => State::Shake256(Box::default()),
            Algorithm::Blake2b => State::Blake2b(Box::new(Blake2::plain(64))),
            Algorithm::Blake2s => State::Blake2s(Box::new(Blake2::plain(32))),
        };
        Self { algorithm, state }
    }

    pub(super) fn blake2b(state: Blake2<u64>) -> Self {
        Self { algorithm: Algorithm::Blake2b, state: State::Blake2b(Box::new(state)) }
    }

    pub(super) fn blake2s(state: Blake2<u32>) -> Self {
        Self { algorithm: Algorithm::Blake2s, state: State::Blake2s(Box::new(state)) }
    }

    pub(super) fn digest_size(&self) -> usize {
        match &self.state {
            State::Blake2b(it) => it.size(),
            State::Blake2s(it) => it.size(),
            _ => self.algorithm.size(),
        }
    }

    pub(super) fn update(&mut self, data: &[u8]) {
        each!(&mut self.state, it => Digest::update(&mut **it, data), Update::update(&mut **it, data), it.update(data));
    }

    /// The digest of what was hashed so far; of `len` bytes where the algorithm gives as many as one likes.
    pub(super) fn digest(&self, len: Option<usize>) -> Vec<u8> {
        each!(&self.state, it => Digest::finalize((**it).clone()).to_vec(), {
            let mut out = alloc::vec![0; len.unwrap_or(0)];
            (**it).clone().finalize_xof().read(&mut out);
            out
        }, (**it).clone().finish())
    }
}
