//! Searching: attempts at one position after the other, within the fuel and the memory of the cell.

use alloc::sync::Arc;

use memchr::memmem;

use super::matcher::{Matcher, NOWHERE, Outcome};
use super::program::{Inst, Place, Program};
use super::subject::{Single, Subject, Text};
use crate::error::Res;
use crate::heap::{Bytes, Id, Str};
use crate::value::Value;
use crate::vm::Vm;

/// Steps between two looks at the fuel of the cell.
const SLICE: i64 = 8192;

/// Where a match may start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// Only at the first position.
    Match,
    /// Only at the first position, and it must end at the last.
    FullMatch,
    Search,
}

/// What is searched.
#[derive(Clone, Copy, Debug)]
pub(super) enum Target {
    Text(Id<Str>),
    Bytes(Id<Bytes>),
}

/// A match: offsets of bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A search under way; it can be taken up again behind the match that it found.
pub(super) struct Search {
    pub(super) program: Arc<Program>,
    pub(super) target: Target,
    pub(super) matcher: Matcher,
    mode: Mode,
    /// Offset at which the next attempt starts.
    from: usize,
    /// Offset of the end.
    pub(super) end: usize,
    running: bool,
    over: bool,
}

impl Search {
    pub(super) fn new(program: Arc<Program>, target: Target, mode: Mode, from: usize, end: usize) -> Self {
        let mut matcher = Matcher::new(&program);
        matcher.whole = mode == Mode::FullMatch;
        Self { program, target, matcher, mode, from, end, running: false, over: false }
    }

    /// Says where the next match may start.
    pub(super) fn set_mode(&mut self, mode: Mode) {
        self.mode = mode;
    }

    /// The next match. A match that is empty is not found twice at one place.
    pub(super) fn next(&mut self, vm: &mut Vm) -> Res<Option<Found>> {
        if self.over {
            return Ok(None);
        }
        loop {
            let mut fuel = SLICE;
            let outcome = match self.target {
                Target::Text(id) => {
                    let surrogates = vm.heap.str_has_surrogates(id);
                    let ascii = vm.heap.str_is_ascii(id);
                    let text = vm.heap.text(id).get(..self.end).unwrap_or_default();
                    if ascii {
                        self.step(Single(text.as_bytes()), &mut fuel)
                    } else {
                        self.step(Text { text, surrogates }, &mut fuel)
                    }
                }
                Target::Bytes(id) => {
                    let data = vm.heap.bytes[id].data.as_slice();
                    self.step(Single(data.get(..self.end).unwrap_or(data)), &mut fuel)
                }
            };
            vm.spend(usize::try_from((SLICE - fuel) / 2).unwrap_or(0) + 1)?;
            match outcome {
                Outcome::Matched(end) => {
                    let start = self.from;
                    self.from = end;
                    self.matcher.not_at = if start == end { end } else { NOWHERE };
                    return Ok(Some(Found { start, end }));
                }
                Outcome::Failed => {
                    self.over = true;
                    return Ok(None);
                }
                Outcome::Paused => {}
                Outcome::Full => {
                    vm.heap.room(self.matcher.growth())?;
                    self.matcher.grow();
                }
            }
        }
    }

    fn step<S: Subject>(&mut self, subject: S, fuel: &mut i64) -> Outcome {
        let program = Arc::clone(&self.program);
        loop {
            if !self.running {
                if *fuel < 0 {
                    return Outcome::Paused;
                }
                if self.mode == Mode::Search {
                    match candidate(&program, subject, self.from, fuel) {
                        Some(at) => {
                            if at != self.from {
                                self.matcher.not_at = NOWHERE;
                            }
                            self.from = at;
                        }
                        None => return Outcome::Failed,
                    }
                }
                self.matcher.start(self.from);
                if self.mode == Mode::Search && program.literal && !program.needle.is_empty() {
                    return Outcome::Matched(self.from + program.needle.len());
                }
                self.running = true;
            }
            match self.matcher.run(&program, subject, fuel) {
                Outcome::Failed if self.mode == Mode::Search => {
                    self.running = false;
                    self.matcher.not_at = NOWHERE;
                    match subject.next(self.from) {
                        Some((_, next)) => self.from = next,
                        None => return Outcome::Failed,
                    }
                }
                outcome @ (Outcome::Failed | Outcome::Matched(_)) => {
                    self.running = false;
                    return outcome;
                }
                outcome => return outcome,
            }
        }
    }
}

/// The first position from `at` on where a match could start.
fn candidate<S: Subject>(program: &Program, subject: S, mut at: usize, fuel: &mut i64) -> Option<usize> {
    if subject.end() < at.checked_add(program.min_width as usize)? {
        return None;
    }
    if let Some(Inst::At(Place::Beginning)) = program.insts.first() {
        return (at == 0).then_some(at);
    }
    if !program.needle.is_empty() {
        return find(&program.needle, subject, at, fuel);
    }
    if let Some(set) = &program.first {
        let from = at;
        loop {
            let (it, next) = subject.next(at)?;
            if set.has(it) {
                *fuel -= (at - from) as i64 / 4;
                return Some(at);
            }
            at = next;
        }
    }
    Some(at)
}

fn find<S: Subject>(needle: &[u8], subject: S, at: usize, fuel: &mut i64) -> Option<usize> {
    let rest = subject.bytes().get(at..)?;
    let found = memmem::find(rest, needle);
    *fuel -= found.unwrap_or(rest.len()) as i64 / 32;
    found.map(|it| at + it)
}

/// Start and end of a group (counted from 0) by the marks of a match.
pub(super) fn mark_span(marks: &[usize], group: usize) -> Option<(usize, usize)> {
    match (marks.get(group * 2), marks.get(group * 2 + 1)) {
        (Some(start), Some(end)) if *start != NOWHERE && *end != NOWHERE => Some((*start, *end)),
        _ => None,
    }
}

impl Target {
    pub(super) fn value(self) -> Value {
        match self {
            Self::Text(id) => Value::Str(id),
            Self::Bytes(id) => Value::Bytes(id),
        }
    }

    /// The part between two offsets.
    pub(super) fn part(self, vm: &mut Vm, start: usize, end: usize) -> Res {
        match self {
            Self::Text(id) => vm.heap.substring(id, start, end),
            Self::Bytes(id) => vm.bytes_part(Value::Bytes(id), start, end),
        }
    }
}
