//! The matcher: a program run against a subject, with a stack of its own for what can be tried again.
//!
//! It takes one unit of fuel for each instruction and for each entry that it takes from the stack, and pauses when the
//! fuel it was given is used up or its stack is full: whoever runs it decides whether it goes on. So no pattern can
//! hold a cell up, and none can recurse.

use alloc::vec::Vec;

use super::program::{Greed, Inst, One, Place, Program, UNLIMITED};
use super::subject::Subject;

/// No position.
pub(super) const NOWHERE: usize = usize::MAX;
/// Entries that one instruction puts on the stack at most.
const MARGIN: usize = 4;

/// What can be undone or tried again.
#[derive(Clone, Copy, Debug)]
enum Entry {
    Branch {
        pc: u32,
        at: usize,
    },
    /// A greedy repetition: one less, down to `min`.
    Greedy {
        pc: u32,
        min: usize,
        at: usize,
    },
    /// A lazy repetition: one more, while there are some left.
    Lazy {
        pc: u32,
        left: u32,
        at: usize,
    },
    /// A lazy loop: one more turn.
    Turn {
        pc: u32,
        at: usize,
    },
    Mark {
        mark: u32,
        at: usize,
    },
    LastIndex {
        index: u32,
    },
    Loop {
        number: u32,
        count: u32,
        last: usize,
    },
}

/// Where a loop stands.
#[derive(Clone, Copy, Debug)]
struct Turns {
    count: u32,
    /// Where the turn before started, once there were enough turns.
    last: usize,
}

/// Where a look-around or an atomic group started.
#[derive(Clone, Copy, Debug)]
struct Slot {
    height: usize,
    at: usize,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// A match up to this position.
    Matched(usize),
    Failed,
    /// Fuel is used up.
    Paused,
    /// The stack is full.
    Full,
}

/// The state of a match under way.
pub(super) struct Matcher {
    stack: Vec<Entry>,
    pub(super) marks: Vec<usize>,
    /// The group that was closed last; 0 for none.
    pub(super) last_index: u32,
    loops: Vec<Turns>,
    slots: Vec<Slot>,
    pc: u32,
    at: usize,
    /// Only a match of all to the end counts.
    pub(super) whole: bool,
    /// A match that ends here does not count.
    pub(super) not_at: usize,
}

impl Matcher {
    pub(super) fn new(program: &Program) -> Self {
        Self {
            stack: Vec::new(),
            marks: alloc::vec![NOWHERE; program.marks as usize],
            last_index: 0,
            loops: alloc::vec![Turns { count: 0, last: NOWHERE }; program.loops.len()],
            slots: alloc::vec![Slot { height: 0, at: 0 }; program.slots as usize],
            pc: 0,
            at: 0,
            whole: false,
            not_at: NOWHERE,
        }
    }

    /// Starts a new attempt at a position.
    pub(super) fn start(&mut self, at: usize) {
        self.stack.clear();
        self.marks.fill(NOWHERE);
        self.last_index = 0;
        self.pc = 0;
        self.at = at;
    }

    /// Bytes that the next [`Matcher::grow`] takes.
    pub(super) fn growth(&self) -> usize {
        (self.stack.capacity().max(16)).saturating_mul(2 * size_of::<Entry>())
    }

    /// Makes room on the stack.
    pub(super) fn grow(&mut self) {
        let capacity = self.stack.capacity().max(16) * 2;
        self.stack.reserve_exact(capacity - self.stack.len());
    }

    /// Bytes that it occupies.
    pub(super) fn footprint(&self) -> usize {
        self.stack.capacity() * size_of::<Entry>()
            + self.marks.capacity() * size_of::<usize>()
            + self.loops.capacity() * size_of::<Turns>()
            + self.slots.capacity() * size_of::<Slot>()
    }

    /// Gives the room on the stack back.
    pub(super) fn shrink(&mut self) {
        self.stack.clear();
        self.stack.shrink_to(16);
    }

    /// Goes on until there is an outcome.
    pub(super) fn run<S: Subject>(&mut self, program: &Program, subject: S, fuel: &mut i64) -> Outcome {
        loop {
            if *fuel < 0 {
                return Outcome::Paused;
            }
            if self.stack.capacity() - self.stack.len() < MARGIN {
                return Outcome::Full;
            }
            *fuel -= 1;
            let Some(inst) = program.insts.get(self.pc as usize) else { return Outcome::Failed };
            let goes_on = match *inst {
                Inst::One(one) => match subject.next(self.at) {
                    Some((it, next)) if program.accepts(one, it) => {
                        self.at = next;
                        self.pc += 1;
                        true
                    }
                    _ => false,
                },
                Inst::Succeed => {
                    let counts = (!self.whole || self.at == subject.end()) && self.at != self.not_at;
                    if counts {
                        return Outcome::Matched(self.at);
                    }
                    false
                }
                other => self.execute(program, subject, other, fuel),
            };
            if !goes_on && !self.backtrack(program, subject, fuel) {
                return Outcome::Failed;
            }
        }
    }

    fn execute<S: Subject>(&mut self, program: &Program, subject: S, inst: Inst, fuel: &mut i64) -> bool {
        let next = self.pc + 1;
        match inst {
            Inst::At(place) => {
                self.pc = next;
                is_at(place, subject, self.at)
            }
            Inst::Mark(mark) => {
                self.mark(mark);
                self.pc = next;
                true
            }
            Inst::Jump(to) => {
                self.pc = to;
                true
            }
            Inst::Split(other) => {
                self.stack.push(Entry::Branch { pc: other, at: self.at });
                self.pc = next;
                true
            }
            Inst::Repeat { one, min, max, greed } => {
                self.repeat(program, subject, one, (min, max), greed, fuel)
            }
            Inst::LoopEnter(number, until) => {
                self.set_loop(number, Turns { count: u32::MAX, last: NOWHERE });
                self.pc = until;
                true
            }
            Inst::LoopGreedy(number) => self.turn(program, number, false),
            Inst::LoopLazy(number) => self.turn(program, number, true),
            Inst::GroupRef(group, fold) => {
                self.pc = next;
                self.group_ref(subject, group, fold, fuel)
            }
            Inst::IfGroup(group, otherwise) => {
                self.pc = if self.group(group).is_some() { next } else { otherwise };
                true
            }
            Inst::LookStart { slot, back, negative, after } => {
                self.look(subject, slot, back, negative, after, fuel)
            }
            Inst::LookEnd { slot, negative } => self.look_end(slot, negative, fuel),
            Inst::AtomicStart(slot) => {
                self.open_slot(slot);
                self.pc = next;
                true
            }
            Inst::AtomicEnd(slot) => {
                let height = self.slots.get(slot as usize).map_or(0, |it| it.height);
                self.cut(height, fuel);
                self.pc = next;
                true
            }
            Inst::Fail | Inst::One(_) | Inst::Succeed => false,
        }
    }

    fn mark(&mut self, mark: u32) {
        if let Some(it) = self.marks.get_mut(mark as usize) {
            self.stack.push(Entry::Mark { mark, at: *it });
            *it = self.at;
        }
        if mark % 2 == 1 {
            self.stack.push(Entry::LastIndex { index: self.last_index });
            self.last_index = mark / 2 + 1;
        }
    }

    /// Start and end of a group that took part.
    fn group(&self, group: u32) -> Option<(usize, usize)> {
        let mark = group as usize * 2;
        match (self.marks.get(mark), self.marks.get(mark + 1)) {
            (Some(start), Some(end)) if *start != NOWHERE && *end != NOWHERE && start <= end => {
                Some((*start, *end))
            }
            _ => None,
        }
    }

    /// Up to `count` characters that `one` accepts from `at` on: how many, and where they end.
    fn advance<S: Subject>(
        program: &Program,
        subject: S,
        one: One,
        mut at: usize,
        count: u32,
        fuel: &mut i64,
    ) -> (u32, usize) {
        let mut found = 0;
        while found < count || count == UNLIMITED {
            match subject.next(at) {
                Some((it, next)) if program.accepts(one, it) => at = next,
                _ => break,
            }
            found = found.saturating_add(1);
        }
        *fuel -= i64::from(found / 4);
        (found, at)
    }

    fn repeat<S: Subject>(
        &mut self,
        program: &Program,
        subject: S,
        one: One,
        (min, max): (u32, u32),
        greed: Greed,
        fuel: &mut i64,
    ) -> bool {
        let pc = self.pc;
        let (found, least) =
            if min == 0 { (0, self.at) } else { Self::advance(program, subject, one, self.at, min, fuel) };
        if found < min {
            return false;
        }
        let left = if max == UNLIMITED { UNLIMITED } else { max - min };
        self.pc += 1;
        if greed == Greed::Lazy {
            self.at = least;
            if left > 0 {
                self.stack.push(Entry::Lazy { pc, left, at: least });
            }
            return true;
        }
        let (_, end) = Self::advance(program, subject, one, least, left, fuel);
        self.at = end;
        if greed == Greed::Greedy && end > least {
            self.stack.push(Entry::Greedy { pc, min: least, at: end });
        }
        true
    }

    fn set_loop(&mut self, number: u32, turns: Turns) {
        if let Some(it) = self.loops.get_mut(number as usize) {
            self.stack.push(Entry::Loop { number, count: it.count, last: it.last });
            *it = turns;
        }
    }

    /// The end of a turn of a loop: another one, or what follows.
    fn turn(&mut self, program: &Program, number: u32, lazy: bool) -> bool {
        let Some(info) = program.loops.get(number as usize) else { return false };
        let Some(turns) = self.loops.get(number as usize).copied() else { return false };
        // Before the first turn the count is the highest number: one more is none.
        let count = turns.count.wrapping_add(1).min(UNLIMITED - 1);
        if count < info.min {
            self.set_loop(number, Turns { count, last: turns.last });
            self.pc = info.body;
        } else if lazy {
            self.stack.push(Entry::Turn { pc: self.pc, at: self.at });
            self.pc += 1;
        } else if (count < info.max || info.max == UNLIMITED) && self.at != turns.last {
            self.stack.push(Entry::Branch { pc: self.pc + 1, at: self.at });
            self.set_loop(number, Turns { count, last: self.at });
            self.pc = info.body;
        } else {
            self.pc += 1;
        }
        true
    }

    /// A lazy loop takes another turn from `at`.
    fn another_turn(&mut self, program: &Program, pc: u32, at: usize) -> bool {
        let Some(Inst::LoopLazy(number)) = program.insts.get(pc as usize).copied() else { return false };
        let Some(info) = program.loops.get(number as usize) else { return false };
        let Some(turns) = self.loops.get(number as usize).copied() else { return false };
        let count = turns.count.wrapping_add(1).min(UNLIMITED - 1);
        if count >= info.max && info.max != UNLIMITED || at == turns.last {
            return false;
        }
        self.set_loop(number, Turns { count, last: at });
        self.at = at;
        self.pc = info.body;
        true
    }

    fn group_ref<S: Subject>(
        &mut self,
        subject: S,
        group: u32,
        fold: super::program::Fold,
        fuel: &mut i64,
    ) -> bool {
        let Some((mut start, end)) = self.group(group) else { return false };
        *fuel -= (end - start) as i64 / 4;
        while start < end {
            match (subject.next(start), subject.next(self.at)) {
                (Some((a, after)), Some((b, next))) if fold.lower(a) == fold.lower(b) => {
                    start = after;
                    self.at = next;
                }
                _ => return false,
            }
        }
        true
    }

    fn open_slot(&mut self, slot: u32) {
        if let Some(it) = self.slots.get_mut(slot as usize) {
            *it = Slot { height: self.stack.len(), at: self.at };
        }
    }

    fn look<S: Subject>(
        &mut self,
        subject: S,
        slot: u32,
        back: u32,
        negative: bool,
        after: u32,
        fuel: &mut i64,
    ) -> bool {
        let mut start = self.at;
        let mut left = back;
        while left > 0 {
            match subject.previous(start) {
                Some((_, at)) => start = at,
                None => break,
            }
            left -= 1;
        }
        *fuel -= i64::from((back - left) / 4);
        if left > 0 {
            // There is not so much before: nothing can match there.
            self.pc = after;
            return negative;
        }
        self.open_slot(slot);
        if negative {
            self.stack.push(Entry::Branch { pc: after, at: self.at });
        }
        self.at = start;
        self.pc += 1;
        true
    }

    fn look_end(&mut self, slot: u32, negative: bool, fuel: &mut i64) -> bool {
        let Some(Slot { height, at }) = self.slots.get(slot as usize).copied() else { return false };
        if negative {
            // What the body did is undone, the way round it is taken away.
            while self.stack.len() > height {
                *fuel -= 1;
                match self.stack.pop() {
                    Some(it) => self.undo(it),
                    None => break,
                }
            }
            return false;
        }
        self.cut(height, fuel);
        self.at = at;
        self.pc += 1;
        true
    }

    /// Nothing above `height` is tried again; it can still be undone.
    fn cut(&mut self, height: usize, fuel: &mut i64) {
        let Some(above) = self.stack.get(height..) else { return };
        *fuel -= above.len() as i64;
        let mut kept = height;
        for index in height..self.stack.len() {
            if let it @ (Entry::Mark { .. } | Entry::LastIndex { .. } | Entry::Loop { .. }) =
                self.stack[index]
            {
                self.stack[kept] = it;
                kept += 1;
            }
        }
        self.stack.truncate(kept);
    }

    fn undo(&mut self, entry: Entry) {
        match entry {
            Entry::Mark { mark, at } => {
                if let Some(it) = self.marks.get_mut(mark as usize) {
                    *it = at;
                }
            }
            Entry::LastIndex { index } => self.last_index = index,
            Entry::Loop { number, count, last } => {
                if let Some(it) = self.loops.get_mut(number as usize) {
                    *it = Turns { count, last };
                }
            }
            Entry::Branch { .. } | Entry::Greedy { .. } | Entry::Lazy { .. } | Entry::Turn { .. } => {}
        }
    }

    /// Takes up what can be tried next; `false` where there is nothing.
    fn backtrack<S: Subject>(&mut self, program: &Program, subject: S, fuel: &mut i64) -> bool {
        while let Some(entry) = self.stack.pop() {
            *fuel -= 1;
            match entry {
                Entry::Branch { pc, at } => {
                    (self.pc, self.at) = (pc, at);
                    return true;
                }
                Entry::Greedy { pc, min, at } => {
                    if self.give_back(program, subject, pc, min, at, fuel) {
                        return true;
                    }
                }
                Entry::Lazy { pc, left, at } => {
                    let Some(Inst::Repeat { one, .. }) = program.insts.get(pc as usize).copied() else {
                        continue;
                    };
                    match subject.next(at) {
                        Some((it, next)) if program.accepts(one, it) => {
                            let left = if left == UNLIMITED { left } else { left - 1 };
                            if left > 0 {
                                self.stack.push(Entry::Lazy { pc, left, at: next });
                            }
                            (self.pc, self.at) = (pc + 1, next);
                            return true;
                        }
                        _ => {}
                    }
                }
                Entry::Turn { pc, at } => {
                    if self.another_turn(program, pc, at) {
                        return true;
                    }
                }
                other => self.undo(other),
            }
        }
        false
    }

    /// A greedy repetition gives back characters until what follows it can start.
    fn give_back<S: Subject>(
        &mut self,
        program: &Program,
        subject: S,
        pc: u32,
        min: usize,
        mut at: usize,
        fuel: &mut i64,
    ) -> bool {
        let wanted = match program.insts.get(pc as usize + 1) {
            Some(Inst::One(One::Char(it))) => Some(*it),
            _ => None,
        };
        let from = at;
        while at > min {
            let Some((it, before)) = subject.previous(at) else { break };
            at = before;
            if wanted.is_none_or(|wanted| wanted == it) {
                *fuel -= (from - at) as i64 / 4;
                if at > min {
                    self.stack.push(Entry::Greedy { pc, min, at });
                }
                (self.pc, self.at) = (pc + 1, at);
                return true;
            }
        }
        *fuel -= (from - at) as i64 / 4;
        false
    }
}

fn is_at<S: Subject>(place: Place, subject: S, at: usize) -> bool {
    let newline = |it: Option<(u32, usize)>| it.is_some_and(|it| it.0 == u32::from(b'\n'));
    match place {
        Place::Beginning => at == 0,
        Place::BeginningLine => at == 0 || newline(subject.previous(at)),
        Place::End => at == subject.end() || at + 1 == subject.end() && newline(subject.next(at)),
        Place::EndLine => at == subject.end() || newline(subject.next(at)),
        Place::EndString => at == subject.end(),
        Place::Boundary(words) | Place::NonBoundary(words) => {
            let has = |it: Option<(u32, usize)>| it.is_some_and(|it| words.has(it.0));
            let between = has(subject.previous(at)) != has(subject.next(at));
            between == matches!(place, Place::Boundary(_))
        }
    }
}
