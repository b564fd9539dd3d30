//! Sets of characters.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::program::Words;
use super::word;
use crate::unicode;

/// What a set says of a character, one item after the other; the first that has it decides.
#[derive(Clone, Debug)]
enum Item {
    Char(u32),
    Range(u32, u32),
    /// In the range as it is or in upper case.
    RangeFolded(u32, u32),
    Category(Category),
    /// Bits of the first 256 characters.
    Bits([u32; 8]),
    /// For each 256 characters of the first plane the number of a block of bits.
    Blocks(Box<[u8; 256]>, Box<[[u32; 8]]>),
    /// What follows is about characters that are not in the set.
    Negate,
}

/// A class of characters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Category {
    kind: Kind,
    negated: bool,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Digit,
    Space,
    Word,
    LineBreak,
    UnicodeDigit,
    UnicodeSpace,
    UnicodeWord,
    UnicodeLineBreak,
}

impl Category {
    /// The category with this number in code lists.
    pub(super) fn from_code(code: u32) -> Option<Self> {
        let (kind, negated) = match code {
            0 | 1 => (Kind::Digit, code == 1),
            2 | 3 => (Kind::Space, code == 3),
            // A locale's words are those of ASCII.
            4 | 5 | 8 | 9 => (Kind::Word, code % 2 == 1),
            6 | 7 => (Kind::LineBreak, code == 7),
            10 | 11 => (Kind::UnicodeDigit, code == 11),
            12 | 13 => (Kind::UnicodeSpace, code == 13),
            14 | 15 => (Kind::UnicodeWord, code == 15),
            16 | 17 => (Kind::UnicodeLineBreak, code == 17),
            _ => return None,
        };
        Some(Self { kind, negated })
    }

    fn has(self, it: u32) -> bool {
        let ascii = |test: fn(&u8) -> bool| u8::try_from(it).is_ok_and(|it| test(&it));
        let any = |test: fn(char) -> bool| char::from_u32(it).is_some_and(test);
        let found = match self.kind {
            Kind::Digit => ascii(u8::is_ascii_digit),
            Kind::Space => ascii(|it| matches!(it, b' ' | b'\t'..=b'\r')),
            Kind::Word => Words::Ascii.has(it),
            Kind::LineBreak => it == u32::from(b'\n'),
            Kind::UnicodeDigit => any(unicode::is_decimal),
            Kind::UnicodeSpace => any(unicode::is_space),
            Kind::UnicodeWord => Words::Unicode.has(it),
            Kind::UnicodeLineBreak => any(unicode::is_line_end),
        };
        found != self.negated
    }
}

/// A set of characters.
#[derive(Clone, Debug)]
pub(super) struct Set {
    /// Answers for the first 256 characters.
    low: [u32; 8],
    items: Box<[Item]>,
}

impl Set {
    /// Reads a set from a code list; gives it and its length in words. None where the list is wrong.
    pub(super) fn read(code: &[u32]) -> Option<(Self, usize)> {
        let mut items = Vec::new();
        let mut at = 0;
        loop {
            let operand = |offset: usize| code.get(at + offset).copied();
            let (item, len) = match operand(0)? {
                word::FAILURE => break,
                word::CATEGORY => (Item::Category(Category::from_code(operand(1)?)?), 2),
                word::CHARSET => (Item::Bits(code.get(at + 1..at + 9)?.try_into().ok()?), 9),
                word::BIGCHARSET => {
                    let (item, len) = read_blocks(code.get(at + 1..)?)?;
                    (item, len + 1)
                }
                word::LITERAL => (Item::Char(operand(1)?), 2),
                word::NEGATE => (Item::Negate, 1),
                word::RANGE => (Item::Range(operand(1)?, operand(2)?), 3),
                word::RANGE_UNI_IGNORE => (Item::RangeFolded(operand(1)?, operand(2)?), 3),
                _ => return None,
            };
            items.push(item);
            at += len;
        }
        let mut set = Self { low: [0; 8], items: items.into_boxed_slice() };
        for it in 0..256_u32 {
            if set.has_by_items(it) {
                set.low[(it >> 5) as usize] |= 1 << (it & 31);
            }
        }
        Some((set, at + 1))
    }

    pub(super) fn footprint(&self) -> usize {
        let of = |it: &Item| match it {
            Item::Blocks(_, blocks) => 256 + size_of_val(&**blocks),
            _ => 0,
        };
        size_of::<Self>() + size_of_val(&*self.items) + self.items.iter().map(of).sum::<usize>()
    }

    /// Whether a character is a member.
    #[inline]
    pub(super) fn has(&self, it: u32) -> bool {
        match self.low.get((it >> 5) as usize) {
            Some(bits) => bits & 1 << (it & 31) != 0,
            None => self.has_by_items(it),
        }
    }

    fn has_by_items(&self, it: u32) -> bool {
        let mut answer = true;
        for item in &self.items {
            let found = match item {
                Item::Negate => {
                    answer = !answer;
                    false
                }
                Item::Char(wanted) => it == *wanted,
                Item::Range(low, high) => (*low..=*high).contains(&it),
                Item::RangeFolded(low, high) => {
                    (*low..=*high).contains(&it) || (*low..=*high).contains(&unicode::simple_upper(it))
                }
                Item::Category(category) => category.has(it),
                Item::Bits(bits) => {
                    bits.get((it >> 5) as usize).is_some_and(|bits| bits & 1 << (it & 31) != 0)
                }
                Item::Blocks(numbers, blocks) => {
                    let block = numbers.get((it >> 8) as usize).and_then(|it| blocks.get(usize::from(*it)));
                    block.is_some_and(|bits| bits[(it >> 5 & 7) as usize] & 1 << (it & 31) != 0)
                }
            };
            if found {
                return answer;
            }
        }
        !answer
    }
}

/// A count of blocks, 256 numbers of blocks in bytes, the blocks.
fn read_blocks(code: &[u32]) -> Option<(Item, usize)> {
    let count = usize::try_from(*code.first()?).ok().filter(|it| *it <= 256)?;
    let mut numbers = Box::new([0; 256]);
    for (four, word) in numbers.chunks_exact_mut(4).zip(code.get(1..65)?) {
        four.copy_from_slice(&word.to_le_bytes());
    }
    if numbers.iter().any(|it| usize::from(*it) >= count) {
        return None;
    }
    let words = code.get(65..65 + count * 8)?;
    let blocks = words.chunks_exact(8).filter_map(|it| it.try_into().ok()).collect();
    Some((Item::Blocks(numbers, blocks), 65 + count * 8))
}
