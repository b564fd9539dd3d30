//! BLAKE2b and BLAKE2s with all their parameters (RFC 7693).

use alloc::vec::Vec;

use super::digests::{Algorithm, Hasher};
use super::{class_of, feed};
use crate::error::Res;
use crate::value::Value;
use crate::vm::Vm;

/// What differs between the two: words, rounds, rotations, initial values.
pub(super) trait Word: Copy + Default {
    const BYTES: usize;
    const ROUNDS: usize;
    const ROTATIONS: [u32; 4];
    const START: [Self; 8];
    fn from_bytes(bytes: &[u8]) -> Self;
    fn push_bytes(self, out: &mut Vec<u8>);
    fn add(self, other: Self) -> Self;
    fn xor(self, other: Self) -> Self;
    fn rotate(self, bits: u32) -> Self;
    /// The two words of the byte count.
    fn counter(count: u128) -> [Self; 2];
    fn ones() -> Self;
}

macro_rules! word {
    ($kind:ty, $rounds:literal, $rotations:expr, $start:expr) => {
        impl Word for $kind {
            const BYTES: usize = size_of::<Self>();
            const ROUNDS: usize = $rounds;
            const ROTATIONS: [u32; 4] = $rotations;
            const START: [Self; 8] = $start;

            fn from_bytes(bytes: &[u8]) -> Self {
                bytes.iter().rev().fold(0, |word, it| word << 8 | Self::from(*it))
            }

            fn push_bytes(self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }

            fn add(self, other: Self) -> Self {
                self.wrapping_add(other)
            }

            fn xor(self, other: Self) -> Self {
                self ^ other
            }

            fn rotate(self, bits: u32) -> Self {
                self.rotate_right(bits)
            }

            fn counter(count: u128) -> [Self; 2] {
                [count as Self, (count >> Self::BITS) as Self]
            }

            fn ones() -> Self {
                Self::MAX
            }
        }
    };
}

word!(
    u64,
    12,
    [32, 24, 16, 63],
    [
        0x6a09_e667_f3bc_c908,
        0xbb67_ae85_84ca_a73b,
        0x3c6e_f372_fe94_f82b,
        0xa54f_f53a_5f1d_36f1,
        0x510e_527f_ade6_82d1,
        0x9b05_688c_2b3e_6c1f,
        0x1f83_d9ab_fb41_bd6b,
        0x5be0_cd19_137e_2179,
    ]
);
word!(
    u32,
    10,
    [16, 12, 8, 7],
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,]
);

/// The order of the message's words in each round.
const SIGMA: [[usize; 16]; 10] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
    [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
    [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
    [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
    [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
    [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
    [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
    [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
    [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
];

/// The columns and diagonals that a round mixes.
const MIXES: [[usize; 4]; 8] = [
    [0, 4, 8, 12],
    [1, 5, 9, 13],
    [2, 6, 10, 14],
    [3, 7, 11, 15],
    [0, 5, 10, 15],
    [1, 6, 11, 12],
    [2, 7, 8, 13],
    [3, 4, 9, 14],
];

/// A hash under way.
#[derive(Clone)]
pub(super) struct Blake2<W> {
    state: [W; 8],
    buffer: Vec<u8>,
    count: u128,
    size: usize,
    last_node: bool,
}

impl<W: Word> Blake2<W> {
    const BLOCK: usize = W::BYTES * 16;

    /// A hash of `size` bytes without key and tree.
    pub(super) fn plain(size: usize) -> Self {
        let mut parameters = alloc::vec![0; W::BYTES * 8];
        for (to, from) in parameters.iter_mut().zip([u8::try_from(size).unwrap_or(0), 0, 1, 1]) {
            *to = from;
        }
        Self::with(&parameters, &[], size, false)
    }

    /// A hash with a parameter block and a key.
    fn with(parameters: &[u8], key: &[u8], size: usize, last_node: bool) -> Self {
        let mut state = W::START;
        for (word, bytes) in state.iter_mut().zip(parameters.chunks(W::BYTES)) {
            *word = word.xor(W::from_bytes(bytes));
        }
        let mut buffer = Vec::with_capacity(Self::BLOCK);
        if !key.is_empty() {
            buffer.extend_from_slice(key);
            buffer.resize(Self::BLOCK, 0);
        }
        Self { state, buffer, count: 0, size, last_node }
    }

    pub(super) fn size(&self) -> usize {
        self.size
    }

    pub(super) fn update(&mut self, mut data: &[u8]) {
        while !data.is_empty() {
            // The last block is kept: it is hashed with a mark.
            if self.buffer.len() == Self::BLOCK {
                let block = core::mem::take(&mut self.buffer);
                self.count += Self::BLOCK as u128;
                self.compress(&block, false);
                self.buffer = block;
                self.buffer.clear();
            }
            let (now, later) = data.split_at(data.len().min(Self::BLOCK - self.buffer.len()));
            self.buffer.extend_from_slice(now);
            data = later;
        }
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        self.count += self.buffer.len() as u128;
        let mut block = core::mem::take(&mut self.buffer);
        block.resize(Self::BLOCK, 0);
        self.compress(&block, true);
        let mut out = Vec::with_capacity(W::BYTES * 8);
        for word in self.state {
            word.push_bytes(&mut out);
        }
        out.truncate(self.size);
        out
    }

    fn compress(&mut self, block: &[u8], last: bool) {
        let mut message = [W::default(); 16];
        for (word, bytes) in message.iter_mut().zip(block.chunks(W::BYTES)) {
            *word = W::from_bytes(bytes);
        }
        let mut v = [W::default(); 16];
        for (to, from) in v.iter_mut().zip(self.state.into_iter().chain(W::START)) {
            *to = from;
        }
        let [low, high] = W::counter(self.count);
        v[12] = v[12].xor(low);
        v[13] = v[13].xor(high);
        if last {
            v[14] = v[14].xor(W::ones());
            if self.last_node {
                v[15] = v[15].xor(W::ones());
            }
        }
        let [r1, r2, r3, r4] = W::ROTATIONS;
        for round in 0..W::ROUNDS {
            let order = &SIGMA[round % SIGMA.len()];
            for (index, [a, b, c, d]) in MIXES.into_iter().enumerate() {
                let (x, y) = (message[order[index * 2]], message[order[index * 2 + 1]]);
                v[a] = v[a].add(v[b]).add(x);
                v[d] = v[d].xor(v[a]).rotate(r1);
                v[c] = v[c].add(v[d]);
                v[b] = v[b].xor(v[c]).rotate(r2);
                v[a] = v[a].add(v[b]).add(y);
                v[d] = v[d].xor(v[a]).rotate(r3);
                v[c] = v[c].add(v[d]);
                v[b] = v[b].xor(v[c]).rotate(r4);
            }
        }
        for (index, word) in self.state.iter_mut().enumerate() {
            *word = word.xor(v[index]).xor(v[index + 8]);
        }
    }
}

/// Digest, key, salt and person sizes at most.
pub(super) fn limits(algorithm: Algorithm) -> [(&'static str, i64); 4] {
    let (long, short) = if algorithm == Algorithm::Blake2b { (64, 16) } else { (32, 8) };
    [("MAX_DIGEST_SIZE", long), ("MAX_KEY_SIZE", long), ("SALT_SIZE", short), ("PERSON_SIZE", short)]
}

/// `blake2b(data, digest_size=..., key=..., ...)`.
pub(super) fn new(vm: &mut Vm, args: &[Value], algorithm: Algorithm) -> Res {
    let &[
        _,
        data,
        size,
        key,
        salt,
        person,
        fanout,
        depth,
        leaf,
        offset,
        node_depth,
        inner,
        last,
        _,
        string,
        ..,
    ] = args
    else {
        return Ok(Value::None);
    };
    let [(_, longest), _, (_, short), _] = limits(algorithm);
    let size = number(
        vm,
        size,
        longest,
        (1, longest),
        &alloc::format!("digest_size must be between 1 and {longest} bytes"),
    )?;
    let key = bytes(vm, key, longest, &alloc::format!("maximum key length is {longest} bytes"))?;
    let salt = bytes(vm, salt, short, &alloc::format!("maximum salt length is {short} bytes"))?;
    let person = bytes(vm, person, short, &alloc::format!("maximum person length is {short} bytes"))?;
    let fanout = number(vm, fanout, 1, (0, 255), "fanout must be between 0 and 255")?;
    let depth = number(vm, depth, 1, (1, 255), "depth must be between 1 and 255")?;
    let leaf = number(vm, leaf, 0, (0, 0xffff_ffff), "leaf_size is too large")?;
    let most = if algorithm == Algorithm::Blake2b { i64::MAX } else { (1 << 48) - 1 };
    let offset = number(vm, offset, 0, (0, most), "node_offset is too large")?;
    let node_depth = number(vm, node_depth, 0, (0, 255), "node_depth must be between 0 and 255")?;
    let inner =
        number(vm, inner, 0, (0, longest), &alloc::format!("inner_size must be between 0 and is {longest}"))?;
    let last = if last.is_unset() { false } else { vm.truth(last)? };
    let byte = |it: i64| u8::try_from(it).unwrap_or(0);
    let key_len = u8::try_from(key.len()).unwrap_or(0);
    let mut block = Vec::from([byte(size), key_len, byte(fanout), byte(depth)]);
    block.extend_from_slice(&u32::try_from(leaf).unwrap_or(0).to_le_bytes());
    let wide = algorithm == Algorithm::Blake2b;
    let offset = offset.to_le_bytes();
    block.extend_from_slice(offset.get(..if wide { 8 } else { 6 }).unwrap_or_default());
    block.extend([byte(node_depth), byte(inner)]);
    if wide {
        block.extend([0; 14]);
    }
    let short = usize::try_from(short).unwrap_or(0);
    for part in [salt, person] {
        let start = block.len();
        block.extend_from_slice(&part);
        block.resize(start + short, 0);
    }
    let size = usize::try_from(size).unwrap_or(0);
    let hasher = if wide {
        Hasher::blake2b(Blake2::with(&block, &key, size, last))
    } else {
        Hasher::blake2s(Blake2::with(&block, &key, size, last))
    };
    let class = class_of(vm, algorithm)?;
    let this = vm.heap.object(class, hasher)?;
    vm.keep(this);
    let data = data.or(string);
    if !data.is_absent() {
        feed(vm, this, data)?;
    }
    Ok(this)
}

fn number(vm: &mut Vm, value: Value, default: i64, range: (i64, i64), message: &str) -> Res<i64> {
    if value.is_absent() {
        return Ok(default);
    }
    match vm.index_i64(value)? {
        it if range.0 <= it && it <= range.1 => Ok(it),
        _ => Err(vm.value_error(message)),
    }
}

fn bytes(vm: &mut Vm, value: Value, most: i64, message: &str) -> Res<Vec<u8>> {
    if value.is_unset() {
        return Ok(Vec::new());
    }
    let data = vm.copy_bytes(value)?;
    if i64::try_from(data.len()).unwrap_or(i64::MAX) > most { Err(vm.value_error(message)) } else { Ok(data) }
}
