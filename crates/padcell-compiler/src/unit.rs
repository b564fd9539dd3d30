//! The code object being made: ops, labels, registers, variables, and what is known at the current point.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::sync::Arc;
use alloc::vec::Vec;

use padcell_bytecode::{CodeFlags, Const, FreeVar, Op};
use padcell_syntax::TextRange;

use crate::codegen::{Block, SPILL_AREA};
use crate::constant::ConstKey;
use crate::names::NameId;
use crate::symtable::ScopeId;

/// A place in the ops that jumps name before it is known. Until assembly, `target` operands hold its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Label(pub(crate) u32);

/// Which registers surely hold a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bound([u64; 4]);

impl Bound {
    pub(crate) fn insert(&mut self, reg: u8) {
        self.0[usize::from(reg >> 6)] |= 1 << (reg & 63);
    }

    pub(crate) fn remove(&mut self, reg: u8) {
        self.0[usize::from(reg >> 6)] &= !(1 << (reg & 63));
    }

    pub(crate) fn contains(&self, reg: u8) -> bool {
        self.0[usize::from(reg >> 6)] & (1 << (reg & 63)) != 0
    }

    pub(crate) fn intersect(self, other: Self) -> Self {
        let mut out = self;
        for (mine, theirs) in out.0.iter_mut().zip(other.0) {
            *mine &= theirs;
        }
        out
    }

    pub(crate) fn without(self, other: Self) -> Self {
        let mut out = self;
        for (mine, theirs) in out.0.iter_mut().zip(other.0) {
            *mine &= !theirs;
        }
        out
    }
}

/// A label's place, and what is known where control arrives.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct LabelState {
    pub(crate) at: Option<u32>,
    pub(crate) bound: Option<Bound>,
}

/// A range of ops whose exceptions go to a handler; regions form a tree.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Region {
    pub(crate) parent: u32,
    pub(crate) depth: u32,
    pub(crate) handler: Label,
    pub(crate) reg: u8,
}

/// One op and what belongs to it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Emitted {
    pub(crate) op: Op,
    pub(crate) range: TextRange,
    /// 0: none; else 1 + index into `regions`.
    pub(crate) region: u32,
    /// The register of the exception being handled.
    pub(crate) handled: Option<u8>,
}

/// Where a variable of the function lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Register(u8),
    /// A register holds the box.
    Box(u8),
    Free(u32),
    Spill(u32),
    /// A spilled local holds the box.
    SpillBox(u32),
}

/// The variables of a comprehension that runs inline.
#[derive(Debug)]
pub(crate) struct Overlay {
    pub(crate) scope: ScopeId,
    pub(crate) places: BTreeMap<NameId, Place>,
}

/// One code object being made.
pub(crate) struct Unit<'a> {
    pub(crate) scope: ScopeId,
    pub(crate) overlays: Vec<Overlay>,
    pub(crate) name: Arc<str>,
    pub(crate) qualname: Arc<str>,
    pub(crate) first_line: u32,
    pub(crate) flags: CodeFlags,
    pub(crate) arg_count: u32,
    pub(crate) positional_only_count: u32,
    pub(crate) keyword_only_count: u32,
    pub(crate) doc: Option<Arc<str>>,
    pub(crate) ops: Vec<Emitted>,
    pub(crate) labels: Vec<LabelState>,
    pub(crate) regions: Vec<Region>,
    pub(crate) consts: Vec<Const>,
    pub(crate) const_index: BTreeMap<ConstKey, u32>,
    pub(crate) names: Vec<Arc<str>>,
    pub(crate) name_index: BTreeMap<NameId, u32>,
    pub(crate) sites: Vec<u32>,
    pub(crate) places: BTreeMap<NameId, Place>,
    /// Class bodies: registers of the boxes that functions in it use as `__class__` and the like.
    pub(crate) class_boxes: BTreeMap<NameId, u8>,
    pub(crate) varnames: Vec<Arc<str>>,
    pub(crate) cellvars: Vec<Arc<str>>,
    pub(crate) freevars: Vec<FreeVar>,
    pub(crate) spilled: Vec<Arc<str>>,
    /// The next slot of the spill area for temporaries.
    pub(crate) next_slot: u32,
    /// Temporaries below this are not saved there: handlers rely on them.
    pub(crate) pinned: u32,
    /// The first register that is not a local's.
    pub(crate) first_temp: u32,
    pub(crate) top: u32,
    pub(crate) max: u32,
    pub(crate) overflow: bool,
    pub(crate) reachable: bool,
    pub(crate) bound: Bound,
    /// Registers that something unbinds somewhere: nothing is sure about them after a jump backwards or an exception.
    pub(crate) deleted: Bound,
    pub(crate) blocks: Vec<Block<'a>>,
    pub(crate) region: u32,
    pub(crate) handled: Option<u8>,
    /// Class bodies: attributes assigned on the first parameter of a method.
    pub(crate) static_attributes: BTreeSet<NameId>,
    /// In a block that may not run.
    pub(crate) conditional: bool,
}

impl Unit<'_> {
    pub(crate) fn new(scope: ScopeId, name: Arc<str>, qualname: Arc<str>, first_line: u32) -> Self {
        Self {
            scope,
            overlays: Vec::new(),
            name,
            qualname,
            first_line,
            flags: CodeFlags::default(),
            arg_count: 0,
            positional_only_count: 0,
            keyword_only_count: 0,
            doc: None,
            ops: Vec::new(),
            labels: Vec::new(),
            regions: Vec::new(),
            consts: Vec::new(),
            const_index: BTreeMap::new(),
            names: Vec::new(),
            name_index: BTreeMap::new(),
            sites: Vec::new(),
            places: BTreeMap::new(),
            class_boxes: BTreeMap::new(),
            varnames: Vec::new(),
            cellvars: Vec::new(),
            freevars: Vec::new(),
            spilled: Vec::new(),
            next_slot: 0,
            pinned: 0,
            first_temp: 0,
            top: 0,
            max: 0,
            overflow: false,
            reachable: true,
            bound: Bound::default(),
            deleted: Bound::default(),
            blocks: Vec::new(),
            region: 0,
            handled: None,
            static_attributes: BTreeSet::new(),
            conditional: false,
        }
    }

    // ---- ops and labels

    pub(crate) fn emit(&mut self, range: TextRange, op: Op) {
        if self.reachable {
            self.ops.push(Emitted { op, range, region: self.region, handled: self.handled });
        }
    }

    /// Emits an op after which control does not go on.
    pub(crate) fn emit_end(&mut self, range: TextRange, op: Op) {
        self.emit(range, op);
        self.reachable = false;
    }

    pub(crate) fn label(&mut self) -> Label {
        self.labels.push(LabelState::default());
        Label(length(self.labels.len() - 1))
    }

    /// Emits an op that may jump to `label`, which its operand names.
    pub(crate) fn emit_jump(&mut self, range: TextRange, op: Op, label: Label) {
        self.arrive(label);
        self.emit(range, op);
    }

    pub(crate) fn jump(&mut self, range: TextRange, label: Label) {
        self.emit_jump(range, Op::Jump { target: label.0 }, label);
        self.reachable = false;
    }

    /// Notes that control may come to `label` from here.
    pub(crate) fn arrive(&mut self, label: Label) {
        if !self.reachable {
            return;
        }
        let bound = self.bound;
        if let Some(state) = self.labels.get_mut(label.0 as usize) {
            state.bound = Some(state.bound.map_or(bound, |it| it.intersect(bound)));
        }
    }

    /// Places a label that all its jumps precede.
    pub(crate) fn bind(&mut self, label: Label) {
        let at = length(self.ops.len());
        let Some(state) = self.labels.get_mut(label.0 as usize) else { return };
        state.at = Some(at);
        if let Some(arriving) = state.bound {
            self.bound = if self.reachable { self.bound.intersect(arriving) } else { arriving };
            self.reachable = true;
        }
    }

    /// What is known here, for a label that is placed later; none if control does not come here.
    pub(crate) fn known(&self) -> Option<Bound> {
        self.reachable.then_some(self.bound)
    }

    /// Places a label to which control comes backwards or by an exception: nothing that is ever unbound is sure there.
    pub(crate) fn bind_loop(&mut self, label: Label, known: Option<Bound>) {
        let at = length(self.ops.len());
        let known = known.map(|it| it.without(self.deleted));
        if let Some(state) = self.labels.get_mut(label.0 as usize) {
            state.at = Some(at);
            state.bound = known;
        }
        self.reachable = known.is_some();
        self.bound = known.unwrap_or_default();
    }

    /// Opens a region; the handler stands at `handler` and finds the exception in `reg`.
    pub(crate) fn open_region(&mut self, handler: Label, reg: u8) {
        let depth = self
            .region
            .checked_sub(1)
            .and_then(|at| self.regions.get(at as usize))
            .map_or(0, |it| it.depth + 1);
        self.regions.push(Region { parent: self.region, depth, handler, reg });
        self.region = length(self.regions.len());
    }

    pub(crate) fn close_region(&mut self) {
        self.region =
            self.region.checked_sub(1).and_then(|at| self.regions.get(at as usize)).map_or(0, |it| it.parent);
    }

    // ---- registers

    /// A new temporary. Running out is reported when the unit ends.
    pub(crate) fn alloc(&mut self) -> u8 {
        let reg = match u8::try_from(self.top) {
            Ok(reg) if reg != SPILL_AREA => reg,
            _ => {
                self.overflow = true;
                return u8::MAX;
            }
        };
        self.top += 1;
        self.max = self.max.max(self.top);
        reg
    }

    /// `count` consecutive temporaries.
    pub(crate) fn alloc_block(&mut self, count: u32) -> u8 {
        let first = self.alloc();
        for _ in 1..count {
            self.alloc();
        }
        first
    }

    pub(crate) fn mark(&self) -> u32 {
        self.top
    }

    /// Gives back all temporaries made since `mark`.
    pub(crate) fn release(&mut self, mark: u32) {
        self.top = mark;
    }

    pub(crate) fn is_temp(&self, reg: u8) -> bool {
        u32::from(reg) >= self.first_temp
    }
}

/// A length or index of something that the source text's size bounds.
pub(crate) fn length(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
