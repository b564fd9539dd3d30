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
        restricted |= builtins != self.builtins && builtins != self.visible_builtins;
        if restricted && !self.restricted {
            self.holds_restricted = true;
            self.heap.dicts[globals].restricted = true;
        }
        Ok((builtins, restricted))
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
    fn no_builtins(&mut self) -> Res<Id<Dict>> {
        let dict = self.heap.dict()?;
        let name = self.intern("None")?;
        self.heap.dict_set_str(dict, name, Value::None)?;
        Ok(dict)
    }
}
