//! Which builtins a function sees, and whether it runs restricted: decided when it is made.

use crate::error::Res;
use crate::heap::{CodeObject, Dict, Id};
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// The builtins of the frame that runs.
    pub(crate) fn frame_builtins(&self) -> Id<Dict> {
        match self.frames.last() {
            Some(frame) => self.heap.functions[frame.function].builtins,
            None => self.visible_builtins,
        }
    }

    /// The builtins that a function with this code and these globals sees, and whether it runs restricted: because its
    /// code does, because its maker does, because its globals once did, or because its builtins are not the standard
    /// ones.
    ///
    /// # Errors
    /// When memory runs out.
    pub(crate) fn mode_of(
        &mut self,
        code: Id<CodeObject>,
        globals: Id<Dict>,
        maker: bool,
    ) -> Res<(Id<Dict>, bool)> {
        let mut restricted = maker || self.heap.codes[code].restricted || self.heap.dicts[globals].restricted;
        let named = self.heap.dict_str(globals, self.names.__builtins__);
        let builtins = match named.map(|it| self.unwrap(it)) {
            Some(Value::Dict(dict)) => dict,
            Some(Value::Module(module)) => self.heap.modules[module].dict,
            // Restricted code that takes its builtins away gets no others: it is left with none.
            None if !self.heap.dicts[globals].restricted => {
                let of_maker = self.frame_builtins();
                match restricted && of_maker == self.builtins {
                    true if self.restricted => self.visible_builtins,
                    true => self.no_builtins()?,
                    false => of_maker,
                }
            }
            _ => self.no_builtins()?,
        };
        let standard = builtins == self.builtins || builtins == self.visible_builtins;
        // The library evaluates text of its own without builtins: that is no restricted code.
        let library = self.frames.last().is_some_and(|it| self.heap.codes[it.code].library);
        restricted |= !standard && !library;
        if restricted && !self.restricted {
            self.holds_restricted = true;
            // What a native of the supervisor's runs for it counts as restricted, but its globals stay its own.
            if !standard {
                self.heap.dicts[globals].restricted = true;
            }
        }
        if !restricted || builtins != self.builtins {
            return Ok((builtins, restricted));
        }
        // Restricted code does not get the standard builtins, whatever its globals say: in a restricted cell it gets the
        // program's (those of the library are for the library's own code), elsewhere none.
        let builtins = if self.restricted { self.visible_builtins } else { self.no_builtins()? };
        Ok((builtins, true))
    }

    /// Text that is executed with restricted globals, or a code object, stays restricted wherever it is run afterwards.
    ///
    /// # Errors
    /// When memory runs out.
    pub(crate) fn restrict_executed(&mut self, code: Id<CodeObject>, globals: Id<Dict>) -> Res<()> {
        let maker = self.acts_restricted();
        let (_, restricted) = self.mode_of(code, globals, maker)?;
        if restricted && !self.heap.codes[code].restricted {
            self.restrict_code(code)?;
        }
        Ok(())
    }

    pub(super) fn restrict_code(&mut self, code: Id<CodeObject>) -> Res<()> {
        self.heap.codes[code].restricted = true;
        for index in 0..self.heap.codes[code].consts.len() {
            if let Value::Code(inner) = self.heap.codes[code].consts[index] {
                self.nested(|vm| vm.restrict_code(inner))?;
            }
        }
        Ok(())
    }

    /// What `exec` and `eval` put into globals without `__builtins__`: those of the frame that calls them, unless that
    /// would give restricted globals the standard ones back.
    ///
    /// # Errors
    /// When memory runs out.
    pub(crate) fn builtins_to_insert(&mut self, globals: Id<Dict>) -> Res<Id<Dict>> {
        let builtins = self.frame_builtins();
        if builtins != self.builtins {
            return Ok(builtins);
        }
        if self.heap.dicts[globals].restricted { self.no_builtins() } else { Ok(self.visible_builtins) }
    }

    /// Builtins of code that has none.
    pub(super) fn no_builtins(&mut self) -> Res<Id<Dict>> {
        let dict = self.heap.dict()?;
        let name = self.intern("None")?;
        self.heap.dict_set_str(dict, name, Value::None)?;
        Ok(dict)
    }
}
