//! A cell before anybody used it: those that a supervisor makes after its first are copies of one.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::error::Res;
use crate::heap::{Class, Dict, Heap, Id};
use crate::object::fill::Pending;
use crate::restricted::Twin;
use crate::vm::{Settings, Vm, memory_limit};

/// What a new cell has that its settings do not decide.
pub(crate) struct Template {
    heap: Heap,
    restricted: bool,
    /// The builtins, `sys.modules`, the library's modules.
    dicts: [Id<Dict>; 3],
    visible_builtins: Id<Dict>,
    twins: Vec<Twin>,
    unfilled: Vec<(Id<Class>, Pending)>,
    builtin_classes: usize,
    /// Fuel that making it took, which a copy takes too.
    fuel: usize,
}

impl Template {
    /// Of a cell that was made just now; nothing, if it has something that cannot be copied. In the paranoid build handles
    /// bear the number of their heap.
    fn of(vm: &mut Vm) -> Option<Self> {
        if cfg!(feature = "paranoid") || !vm.heap.is_plain() || !vm.states.is_empty() || vm.has_sys {
            return None;
        }
        Some(Self {
            heap: vm.heap.copy(usize::MAX / 4).ok()?,
            restricted: vm.restricted,
            dicts: [vm.builtins, vm.modules, vm.own_modules],
            visible_builtins: vm.visible_builtins,
            twins: vm.twins.clone(),
            unfilled: vm.unfilled.clone(),
            builtin_classes: vm.builtin_classes,
            fuel: usize::try_from(vm.fuel_spent()).ok()?,
        })
    }

    /// Whether a cell with such settings is a copy of this one.
    fn fits(&self, settings: &Settings) -> bool {
        self.restricted == settings.restricted && self.heap.hash_seed == settings.hash_seed
    }

    fn cell(&self, settings: Settings) -> Res<Vm> {
        let heap = self.heap.copy(memory_limit(&settings.budget))?;
        let mut vm = Vm::with_heap(heap, settings, self.dicts);
        vm.visible_builtins = self.visible_builtins;
        vm.twins.clone_from(&self.twins);
        vm.unfilled.clone_from(&self.unfilled);
        vm.builtin_classes = self.builtin_classes;
        vm.spend(self.fuel)?;
        Ok(vm)
    }
}

impl Vm {
    /// Bytes that a child with such settings has when it is copied; None if it is not.
    pub(crate) fn template_size(&self, settings: &Settings) -> Option<usize> {
        let it = self.template.as_deref().filter(|it| it.fits(settings))?;
        Some(it.heap.usage().0)
    }

    /// Takes the fuel for a copy.
    ///
    /// # Errors
    /// A stop, when there is none left.
    pub(crate) fn spend_for_template(&mut self) -> Res<()> {
        let fuel = self.template.as_ref().map_or(0, |it| it.fuel);
        self.spend(fuel)
    }

    /// A new cell for this one, which is no different whether it was copied or made piece by piece. Who makes one cell only
    /// needs no template.
    ///
    /// # Errors
    /// When the memory budget is too small for the builtins.
    pub(crate) fn new_child(&mut self, settings: Settings) -> Res<Self> {
        if let Some(it) = self.template.as_deref().filter(|it| it.fits(&settings)) {
            return it.cell(settings);
        }
        let mut child = Self::new(settings)?;
        let size = child.heap.usage().0;
        if self.template.is_none()
            && self.membrane.has_children()
            && self.heap.has_room(size.saturating_mul(4))
        {
            if let Some(it) = Template::of(&mut child) {
                self.heap.adjust_fixed(0, size);
                self.template = Some(Box::new(it));
            }
        }
        Ok(child)
    }
}
