//! Keywords that come as a dict: natives with a `**kwargs` parameter pass them on.

use alloc::vec::Vec;

use crate::error::Res;
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// Calls with positional arguments and the keywords of a dict (unset or None: without).
    ///
    /// # Errors
    /// What the callable raises; TypeError for a keyword that is no string.
    pub fn call_dict(&mut self, function: Value, args: &[Value], kwargs: Value) -> Res {
        let (names, values) = self.keywords_of(kwargs)?;
        if names.is_empty() {
            return self.call(function, args);
        }
        let mut all = Vec::with_capacity(args.len() + values.len());
        all.extend_from_slice(args);
        all.extend(values);
        self.call_kw(function, &all, &names)
    }

    /// Names and values of a keyword dict (unset or None: nothing).
    ///
    /// # Errors
    /// TypeError for a key that is no string.
    pub fn keywords_of(&mut self, kwargs: Value) -> Res<(Vec<Value>, Vec<Value>)> {
        let Value::Dict(id) = self.unwrap(kwargs) else { return Ok((Vec::new(), Vec::new())) };
        let len = self.heap.dicts[id].len();
        self.spend(len)?;
        self.heap.room(len * 2 * size_of::<Value>())?;
        let (mut names, mut values) = (Vec::with_capacity(len), Vec::with_capacity(len));
        for it in self.heap.dicts[id].iter() {
            names.push(it.key);
            values.push(it.value);
        }
        if names.iter().any(|it| !matches!(self.unwrap(*it), Value::Str(_))) {
            return Err(self.type_error("keywords must be strings"));
        }
        Ok((names, values))
    }
}
