//! A compiled pattern: instructions for the matcher, made from the code list of `re` and valid by construction.

use alloc::boxed::Box;

use super::set::Set;
use crate::unicode;

/// "As often as it can be".
pub(super) const UNLIMITED: u32 = u32::MAX;

/// How case is ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fold {
    None,
    Ascii,
    Unicode,
    Locale,
}

impl Fold {
    /// The lower case of a character.
    pub(super) fn lower(self, it: u32) -> u32 {
        match self {
            Self::None => it,
            Self::Ascii | Self::Locale => match u8::try_from(it) {
                Ok(it) => u32::from(it.to_ascii_lowercase()),
                Err(_) => it,
            },
            Self::Unicode => unicode::simple_lower(it),
        }
    }
}

/// What one character can be asked.
#[derive(Clone, Copy, Debug)]
pub(super) enum One {
    Char(u32),
    NotChar(u32),
    /// The character in lower case is this one.
    Folded(u32, Fold),
    NotFolded(u32, Fold),
    /// Anything but a newline.
    Any,
    AnyAll,
    /// A member of the set with this number.
    In(u32),
    InFolded(u32, Fold),
    Never,
}

/// A place that matches between characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Beginning,
    BeginningLine,
    Boundary(Words),
    NonBoundary(Words),
    End,
    EndLine,
    EndString,
}

/// What counts as a character of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Words {
    Ascii,
    Unicode,
}

impl Words {
    pub(super) fn has(self, it: u32) -> bool {
        if it == u32::from(b'_') {
            return true;
        }
        match (self, u8::try_from(it)) {
            (_, Ok(byte)) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
            (Self::Ascii, _) => false,
            (Self::Unicode, _) => char::from_u32(it).is_some_and(unicode::is_alnum),
        }
    }
}

/// Whether a repetition takes as much as it can, as little, or never gives back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Greed {
    Greedy,
    Lazy,
    Possessive,
}

/// One instruction; jumps are indices of instructions.
#[derive(Clone, Copy, Debug)]
pub(super) enum Inst {
    One(One),
    At(Place),
    /// Records the position in a mark: two for each group.
    Mark(u32),
    GroupRef(u32, Fold),
    /// Goes on if the group took part, else jumps.
    IfGroup(u32, u32),
    Jump(u32),
    /// Goes on; jumps where that fails.
    Split(u32),
    Repeat {
        one: One,
        min: u32,
        max: u32,
        greed: Greed,
    },
    /// Starts the loop with this number and jumps to its end, where it is decided.
    LoopEnter(u32, u32),
    LoopGreedy(u32),
    LoopLazy(u32),
    /// Looks ahead, or back by a number of characters; on success of a negative one, jumps.
    LookStart {
        slot: u32,
        back: u32,
        negative: bool,
        after: u32,
    },
    LookEnd {
        slot: u32,
        negative: bool,
    },
    AtomicStart(u32),
    AtomicEnd(u32),
    Fail,
    Succeed,
}

/// A loop over more than a character.
#[derive(Clone, Copy, Debug)]
pub(super) struct Loop {
    pub(super) min: u32,
    pub(super) max: u32,
    pub(super) body: u32,
}

/// A compiled pattern.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) insts: Box<[Inst]>,
    pub(super) sets: Box<[Set]>,
    pub(super) loops: Box<[Loop]>,
    pub(super) slots: u32,
    pub(super) marks: u32,
    /// No match is shorter.
    pub(super) min_width: u32,
    /// Every match starts with these bytes.
    pub(super) needle: Box<[u8]>,
    /// Every match is just these bytes.
    pub(super) literal: bool,
    /// Every match starts with a member of this set.
    pub(super) first: Option<Set>,
    /// The code list it was made from, for comparing patterns.
    pub(super) code: Box<[u32]>,
}

impl Program {
    /// Bytes that it occupies.
    pub(super) fn footprint(&self) -> usize {
        size_of_val(&*self.insts)
            + size_of_val(&*self.loops)
            + self.needle.len()
            + size_of_val(&*self.code)
            + self.sets.iter().map(Set::footprint).sum::<usize>()
            + self.first.as_ref().map_or(0, Set::footprint)
    }

    /// Whether a character is what `one` asks for.
    #[inline]
    pub(super) fn accepts(&self, one: One, it: u32) -> bool {
        match one {
            One::Char(wanted) => it == wanted,
            One::NotChar(unwanted) => it != unwanted,
            One::Any => it != u32::from(b'\n'),
            One::AnyAll => true,
            One::In(set) => self.sets.get(set as usize).is_some_and(|set| set.has(it)),
            One::InFolded(set, fold) => self.sets.get(set as usize).is_some_and(|set| match fold {
                // Without a locale, a character has one other case at most.
                Fold::Locale => set.has(it) || set.has(locale_upper(it)) || set.has(fold.lower(it)),
                _ => set.has(fold.lower(it)),
            }),
            One::Folded(wanted, fold) => same_folded(wanted, it, fold),
            One::NotFolded(unwanted, fold) => !same_folded(unwanted, it, fold),
            One::Never => false,
        }
    }
}

fn locale_upper(it: u32) -> u32 {
    u8::try_from(it).map_or(it, |it| u32::from(it.to_ascii_uppercase()))
}

fn same_folded(wanted: u32, it: u32, fold: Fold) -> bool {
    fold.lower(it) == wanted || fold == Fold::Locale && (it == wanted || locale_upper(it) == wanted)
}
