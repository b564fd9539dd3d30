//! From the code list that `re` makes to a program. The list comes from Python code, so nothing in it is believed:
//! a list that is not of the form that `re._compiler` gives is refused as a whole.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use super::program::{Fold, Greed, Inst, Loop, One, Place, Program, Words};
use super::set::Set;
use super::word;
use crate::heap::char_of;

/// Groups in groups to this depth.
const MAX_DEPTH: usize = 250;

/// What a pattern is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Bytes,
    /// It was not made of text or bytes, and matches both.
    Both,
}

/// Translates a code list of a pattern with so many groups. None where the list is wrong.
pub(super) fn translate(code: &[u32], groups: u32, kind: Kind) -> Option<Program> {
    let mut translator =
        Translator { code, groups, insts: Vec::new(), sets: Vec::new(), loops: Vec::new(), slots: 0 };
    let mut head = Head::default();
    let mut start = 0;
    if code.first() == Some(&word::INFO) {
        (head, start) = read_info(code)?;
    }
    let last = code.len().checked_sub(1)?;
    if code[last] != word::SUCCESS {
        return None;
    }
    translator.block(start, last, 0)?;
    translator.insts.push(Inst::Succeed);
    Some(Program {
        insts: translator.insts.into_boxed_slice(),
        sets: translator.sets.into_boxed_slice(),
        loops: translator.loops.into_boxed_slice(),
        slots: translator.slots,
        marks: groups.checked_mul(2)?,
        min_width: head.min_width,
        needle: needle(head.prefix, kind),
        literal: head.literal,
        first: head.first,
        code: Box::from(code),
    })
}

/// What the INFO block says.
#[derive(Default)]
struct Head<'a> {
    min_width: u32,
    prefix: &'a [u32],
    literal: bool,
    first: Option<Set>,
}

/// Reads the INFO block; gives it and where the code goes on.
fn read_info(code: &[u32]) -> Option<(Head<'_>, usize)> {
    let word = |at: usize| code.get(at).copied();
    let end = 1 + usize::try_from(word(1)?).ok()?;
    let flags = word(2)?;
    let mut head = Head { min_width: word(3)?, ..Head::default() };
    word(4)?;
    if flags & 1 != 0 {
        let len = usize::try_from(word(5)?).ok()?;
        head.prefix = code.get(7..7_usize.checked_add(len)?)?;
        head.literal = flags & 2 != 0;
        // As many words of overlaps follow.
        if end != 7 + len * 2 {
            return None;
        }
    } else if flags & 4 != 0 {
        let (set, len) = Set::read(code.get(5..)?)?;
        head.first = Some(set);
        if end != 5 + len {
            return None;
        }
    } else if end < 5 {
        return None;
    }
    code.get(end)?;
    Some((head, end))
}

/// A prefix as it stands in subjects.
fn needle(prefix: &[u32], kind: Kind) -> Box<[u8]> {
    let bytes: Option<Vec<u8>> = match kind {
        Kind::Both => None,
        Kind::Bytes => prefix.iter().map(|it| u8::try_from(*it).ok()).collect(),
        Kind::Text => {
            let text: Option<String> = prefix.iter().map(|it| char_of(*it).map(|it| it.0)).collect();
            text.map(String::into_bytes)
        }
    };
    bytes.unwrap_or_default().into_boxed_slice()
}

struct Translator<'a> {
    code: &'a [u32],
    groups: u32,
    insts: Vec<Inst>,
    sets: Vec<Set>,
    loops: Vec<Loop>,
    slots: u32,
}

impl Translator<'_> {
    fn word(&self, at: usize) -> Option<u32> {
        self.code.get(at).copied()
    }

    /// Where a skip word leads, within `end`.
    fn target(&self, at: usize, end: usize) -> Option<usize> {
        let skip = usize::try_from(self.word(at)?).ok()?;
        at.checked_add(skip).filter(|it| *it <= end && skip > 0)
    }

    /// The index of the next instruction.
    fn here(&self) -> Option<u32> {
        u32::try_from(self.insts.len()).ok()
    }

    fn new_slot(&mut self) -> u32 {
        self.slots += 1;
        self.slots - 1
    }

    /// Translates what stands from `at` to `end`.
    fn block(&mut self, mut at: usize, end: usize, depth: usize) -> Option<()> {
        if depth > MAX_DEPTH {
            return None;
        }
        while at < end {
            at = self.step(at, end, depth)?;
        }
        (at == end).then_some(())
    }

    /// Translates one item; gives where the next one stands.
    fn step(&mut self, at: usize, end: usize, depth: usize) -> Option<usize> {
        if let Some((one, next)) = self.one(at, end)? {
            self.insts.push(Inst::One(one));
            return Some(next);
        }
        match self.word(at)? {
            word::FAILURE => {
                self.insts.push(Inst::Fail);
                Some(at + 1)
            }
            word::AT => {
                let place = place(self.word(at + 1)?)?;
                self.insts.push(Inst::At(place));
                Some(at + 2)
            }
            word::MARK => {
                let mark = self.word(at + 1)?;
                if mark / 2 >= self.groups {
                    return None;
                }
                self.insts.push(Inst::Mark(mark));
                Some(at + 2)
            }
            word::GROUPREF => self.group_ref(at, Fold::None),
            word::GROUPREF_IGNORE => self.group_ref(at, Fold::Ascii),
            word::GROUPREF_LOC_IGNORE => self.group_ref(at, Fold::Locale),
            word::GROUPREF_UNI_IGNORE => self.group_ref(at, Fold::Unicode),
            word::GROUPREF_EXISTS => self.conditional(at, end, depth),
            word::BRANCH => self.branch(at, end, depth),
            word::ASSERT => self.look(at, end, depth, false),
            word::ASSERT_NOT => self.look(at, end, depth, true),
            word::ATOMIC_GROUP => self.atomic(at, end, depth),
            word::REPEAT => self.repeat(at, end, depth),
            word::POSSESSIVE_REPEAT => self.possessive(at, end, depth),
            word::REPEAT_ONE => self.repeat_one(at, end, Greed::Greedy),
            word::MIN_REPEAT_ONE => self.repeat_one(at, end, Greed::Lazy),
            word::POSSESSIVE_REPEAT_ONE => self.repeat_one(at, end, Greed::Possessive),
            _ => None,
        }
    }

    /// An item that takes one character. The outer None means that the list is wrong.
    #[expect(clippy::option_option, reason = "wrong, something else, one character")]
    fn one(&mut self, at: usize, end: usize) -> Option<Option<(One, usize)>> {
        let folded =
            |fold, negated, it| if negated { One::NotFolded(it, fold) } else { One::Folded(it, fold) };
        let operand = || self.word(at + 1);
        let one = match self.word(at)? {
            word::ANY => return Some(Some((One::Any, at + 1))),
            word::ANY_ALL => return Some(Some((One::AnyAll, at + 1))),
            word::LITERAL => One::Char(operand()?),
            word::NOT_LITERAL => One::NotChar(operand()?),
            word::LITERAL_IGNORE => folded(Fold::Ascii, false, operand()?),
            word::NOT_LITERAL_IGNORE => folded(Fold::Ascii, true, operand()?),
            word::LITERAL_LOC_IGNORE => folded(Fold::Locale, false, operand()?),
            word::NOT_LITERAL_LOC_IGNORE => folded(Fold::Locale, true, operand()?),
            word::LITERAL_UNI_IGNORE => folded(Fold::Unicode, false, operand()?),
            word::NOT_LITERAL_UNI_IGNORE => folded(Fold::Unicode, true, operand()?),
            word::IN => return self.set(at, end, Fold::None).map(Some),
            word::IN_IGNORE => return self.set(at, end, Fold::Ascii).map(Some),
            word::IN_LOC_IGNORE => return self.set(at, end, Fold::Locale).map(Some),
            word::IN_UNI_IGNORE => return self.set(at, end, Fold::Unicode).map(Some),
            _ => return Some(None),
        };
        Some(Some((one, at + 2)))
    }

    fn set(&mut self, at: usize, end: usize, fold: Fold) -> Option<(One, usize)> {
        let next = self.target(at + 1, end)?;
        let (set, len) = Set::read(self.code.get(at + 2..next)?)?;
        if at + 2 + len != next {
            return None;
        }
        let number = u32::try_from(self.sets.len()).ok()?;
        self.sets.push(set);
        Some((if fold == Fold::None { One::In(number) } else { One::InFolded(number, fold) }, next))
    }

    fn group_ref(&mut self, at: usize, fold: Fold) -> Option<usize> {
        let group = self.word(at + 1)?;
        if group >= self.groups {
            return None;
        }
        self.insts.push(Inst::GroupRef(group, fold));
        Some(at + 2)
    }

    /// `GROUPREF_EXISTS group skip yes [JUMP skip no]`.
    fn conditional(&mut self, at: usize, end: usize, depth: usize) -> Option<usize> {
        let group = self.word(at + 1)?;
        if group >= self.groups {
            return None;
        }
        // The skip counts from the word before it.
        let skip = usize::try_from(self.word(at + 2)?).ok()?;
        let no = (at + 1).checked_add(skip).filter(|it| *it <= end && *it >= at + 3)?;
        let test = self.insts.len();
        self.insts.push(Inst::IfGroup(group, 0));
        let mut next = at + 3;
        while next < no {
            if next + 2 == no && self.word(next)? == word::JUMP {
                let after = self.target(no - 1, end)?;
                let jump = self.insts.len();
                self.insts.push(Inst::Jump(0));
                self.insts[test] = Inst::IfGroup(group, self.here()?);
                self.block(no, after, depth + 1)?;
                self.insts[jump] = Inst::Jump(self.here()?);
                return Some(after);
            }
            if depth >= MAX_DEPTH {
                return None;
            }
            next = self.step(next, no, depth + 1)?;
        }
        self.insts[test] = Inst::IfGroup(group, self.here()?);
        (next == no).then_some(no)
    }

    /// `BRANCH skip alternative JUMP skip ... FAILURE`.
    fn branch(&mut self, at: usize, end: usize, depth: usize) -> Option<usize> {
        let mut jumps = Vec::new();
        let mut after = None;
        let mut alternative = at + 1;
        while self.word(alternative)? != word::FAILURE {
            let next = self.target(alternative, end)?;
            let body_end = next.checked_sub(2).filter(|it| *it > alternative)?;
            if self.word(body_end)? != word::JUMP {
                return None;
            }
            let target = self.target(next - 1, end)?;
            if *after.get_or_insert(target) != target {
                return None;
            }
            let is_last = self.word(next)? == word::FAILURE;
            let split = self.insts.len();
            if !is_last {
                self.insts.push(Inst::Split(0));
            }
            self.block(alternative + 1, body_end, depth + 1)?;
            if !is_last {
                jumps.push(self.insts.len());
                self.insts.push(Inst::Jump(0));
                self.insts[split] = Inst::Split(self.here()?);
            }
            alternative = next;
        }
        let here = self.here()?;
        for it in jumps {
            self.insts[it] = Inst::Jump(here);
        }
        if after.is_none() {
            self.insts.push(Inst::Fail);
        }
        after.is_none_or(|it| it == alternative + 1).then_some(alternative + 1)
    }

    /// `ASSERT skip back body SUCCESS`.
    fn look(&mut self, at: usize, end: usize, depth: usize, negative: bool) -> Option<usize> {
        let next = self.target(at + 1, end)?;
        let back = self.word(at + 2)?;
        let slot = self.new_slot();
        let start = self.insts.len();
        self.insts.push(Inst::LookStart { slot, back, negative, after: 0 });
        self.closed_block(at + 3, next, depth)?;
        self.insts.push(Inst::LookEnd { slot, negative });
        self.insts[start] = Inst::LookStart { slot, back, negative, after: self.here()? };
        Some(next)
    }

    /// A block that ends in SUCCESS right before `end`.
    fn closed_block(&mut self, at: usize, end: usize, depth: usize) -> Option<()> {
        let last = end.checked_sub(1).filter(|it| *it >= at)?;
        if self.word(last)? != word::SUCCESS {
            return None;
        }
        self.block(at, last, depth + 1)
    }

    fn atomic(&mut self, at: usize, end: usize, depth: usize) -> Option<usize> {
        let next = self.target(at + 1, end)?;
        let slot = self.new_slot();
        self.insts.push(Inst::AtomicStart(slot));
        self.closed_block(at + 2, next, depth)?;
        self.insts.push(Inst::AtomicEnd(slot));
        Some(next)
    }

    fn bounds(&self, at: usize) -> Option<(u32, u32)> {
        let (min, max) = (self.word(at + 2)?, self.word(at + 3)?);
        (min <= max).then_some((min, max))
    }

    /// `REPEAT skip min max body UNTIL`.
    fn repeat(&mut self, at: usize, end: usize, depth: usize) -> Option<usize> {
        let until = self.target(at + 1, end.checked_sub(1)?)?;
        let (min, max) = self.bounds(at)?;
        let lazy = match self.word(until)? {
            word::MAX_UNTIL => false,
            word::MIN_UNTIL => true,
            _ => return None,
        };
        self.looped(min, max, lazy, |it| it.block(at + 4, until, depth + 1))?;
        Some(until + 1)
    }

    /// A loop around what `body` translates.
    fn looped(
        &mut self,
        min: u32,
        max: u32,
        lazy: bool,
        body: impl FnOnce(&mut Self) -> Option<()>,
    ) -> Option<()> {
        let number = u32::try_from(self.loops.len()).ok()?;
        let enter = self.insts.len();
        self.insts.push(Inst::LoopEnter(number, 0));
        self.loops.push(Loop { min, max, body: self.here()? });
        body(self)?;
        self.insts[enter] = Inst::LoopEnter(number, self.here()?);
        self.insts.push(if lazy { Inst::LoopLazy(number) } else { Inst::LoopGreedy(number) });
        Some(())
    }

    /// `POSSESSIVE_REPEAT skip min max body SUCCESS`: no turn gives back, nor does the whole.
    fn possessive(&mut self, at: usize, end: usize, depth: usize) -> Option<usize> {
        let success = self.target(at + 1, end.checked_sub(1)?)?;
        let (min, max) = self.bounds(at)?;
        if self.word(success)? != word::SUCCESS {
            return None;
        }
        let (whole, turn) = (self.new_slot(), self.new_slot());
        self.insts.push(Inst::AtomicStart(whole));
        self.looped(min, max, false, |it| {
            it.insts.push(Inst::AtomicStart(turn));
            it.block(at + 4, success, depth + 1)?;
            it.insts.push(Inst::AtomicEnd(turn));
            Some(())
        })?;
        self.insts.push(Inst::AtomicEnd(whole));
        Some(success + 1)
    }

    /// `REPEAT_ONE skip min max item SUCCESS`.
    fn repeat_one(&mut self, at: usize, end: usize, greed: Greed) -> Option<usize> {
        let next = self.target(at + 1, end)?;
        let (min, max) = self.bounds(at)?;
        let last = next.checked_sub(1)?;
        if self.word(last)? != word::SUCCESS {
            return None;
        }
        let (one, item_end) = match self.one(at + 4, last)? {
            Some(it) => it,
            None if self.word(at + 4)? == word::FAILURE => (One::Never, at + 5),
            None => return None,
        };
        self.insts.push(Inst::Repeat { one, min, max, greed });
        (item_end == last).then_some(next)
    }
}

fn place(code: u32) -> Option<Place> {
    Some(match code {
        0 | 2 => Place::Beginning,
        1 => Place::BeginningLine,
        3 | 8 => Place::Boundary(Words::Ascii),
        4 | 9 => Place::NonBoundary(Words::Ascii),
        5 => Place::End,
        6 => Place::EndLine,
        7 => Place::EndString,
        10 => Place::Boundary(Words::Unicode),
        11 => Place::NonBoundary(Words::Unicode),
        _ => return None,
    })
}
