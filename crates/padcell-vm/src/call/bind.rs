//! Matching arguments to the parameters of a Python function.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use padcell_bytecode::CodeFlags;

use crate::error::{Res, Unwind};
use crate::heap::{Function, Id};
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// Puts arguments, defaults, `*args` and `**kwargs` into the registers from `base`. `args` is no part of the stack.
    pub(crate) fn bind_arguments(
        &mut self,
        id: Id<Function>,
        base: usize,
        args: &[Value],
        names: &[Value],
    ) -> Res<()> {
        let code = self.heap.functions[id].code;
        let shared = self.heap.codes[code].code.clone();
        let n_args = shared.arg_count as usize;
        let n_kwonly = shared.keyword_only_count as usize;
        let n_named = n_args + n_kwonly;
        let varargs = shared.flags.contains(CodeFlags::VARARGS);
        let varkw = shared.flags.contains(CodeFlags::VARKEYWORDS);
        self.ensure_stack(base);
        let n_positional = args.len() - names.len();
        let taken = n_positional.min(n_args);
        let mut bound = [Value::Unset; padcell_bytecode::REGISTERS];
        bound[..taken].copy_from_slice(&args[..taken]);
        let mut next = n_named;
        if varargs {
            let rest = if n_positional > n_args { &args[n_args..n_positional] } else { &[] };
            bound[next] = self.heap.tuple_of(rest)?;
            next += 1;
        }
        if varkw {
            bound[next] = Value::Dict(self.heap.dict()?);
        }
        let mut positional_only = Vec::new();
        for (name, value) in names.iter().zip(&args[n_positional..]) {
            let Value::Str(key) = self.unwrap(*name) else {
                return Err(self.type_error("keywords must be strings"));
            };
            let found = {
                let varnames = &self.heap.codes[code].varnames;
                varnames[..n_named].iter().position(|it| self.heap.same_str(*it, key))
            };
            match found {
                Some(index) if index >= shared.positional_only_count as usize => {
                    if bound[index].is_set() {
                        let text = format!(
                            "{}() got multiple values for argument '{}'",
                            self.text_of(self.heap.functions[id].qualname),
                            self.heap.text(key)
                        );
                        return Err(self.type_error(&text));
                    }
                    bound[index] = *value;
                }
                _ if varkw => {
                    if let Value::Dict(dict) = bound[next] {
                        let key = self.heap.intern_id(key)?;
                        self.heap.dict_set_str(dict, key, *value)?;
                    }
                }
                Some(_) => positional_only.push(self.string_of(*name)),
                None => return Err(self.unexpected_keyword(id, key, n_named)),
            }
        }
        if !positional_only.is_empty() {
            let text = format!(
                "{}() got some positional-only arguments passed as keyword arguments: '{}'",
                self.text_of(self.heap.functions[id].qualname),
                positional_only.join(", ")
            );
            return Err(self.type_error(&text));
        }
        if n_positional > n_args && !varargs {
            return Err(self.too_many_arguments(id, n_positional, &bound[n_args..n_named]));
        }
        self.fill_defaults(id, &mut bound, n_args, n_kwonly)?;
        let total = next + usize::from(varkw);
        self.stack[base..base + total].copy_from_slice(&bound[..total]);
        Ok(())
    }

    fn fill_defaults(
        &mut self,
        id: Id<Function>,
        bound: &mut [Value],
        n_args: usize,
        n_kwonly: usize,
    ) -> Res<()> {
        let function = &self.heap.functions[id];
        let code = function.code;
        if let Value::Tuple(defaults) = function.defaults {
            let items = &self.heap.tuples[defaults].items;
            let first = n_args.saturating_sub(items.len());
            let skipped = items.len().saturating_sub(n_args);
            for (slot, value) in bound[first..n_args].iter_mut().zip(&items[skipped..]) {
                if slot.is_unset() {
                    *slot = *value;
                }
            }
        }
        let missing: Vec<_> = (0..n_args).filter(|it| bound[*it].is_unset()).collect();
        if !missing.is_empty() {
            return Err(self.missing_arguments(id, &missing, "positional"));
        }
        let kwdefaults = self.heap.functions[id].kwdefaults;
        for index in n_args..n_args + n_kwonly {
            if bound[index].is_unset() {
                if let Value::Dict(dict) = kwdefaults {
                    let name = self.heap.codes[code].varnames[index];
                    bound[index] = self.heap.dict_str(dict, name).unwrap_or(Value::Unset);
                }
            }
        }
        let missing: Vec<_> = (n_args..n_args + n_kwonly).filter(|it| bound[*it].is_unset()).collect();
        if !missing.is_empty() {
            return Err(self.missing_arguments(id, &missing, "keyword-only"));
        }
        Ok(())
    }

    #[cold]
    fn unexpected_keyword(&mut self, id: Id<Function>, key: Id<crate::heap::Str>, n_named: usize) -> Unwind {
        let function = &self.heap.functions[id];
        let varnames = &self.heap.codes[function.code].varnames;
        let names: Vec<&str> = varnames[..n_named].iter().map(|it| self.heap.text(*it)).collect();
        let key = self.heap.text(key);
        let mut text =
            format!("{}() got an unexpected keyword argument '{key}'", self.text_of(function.qualname));
        if let Some(near) = crate::exceptions::suggest(key, &names) {
            text.push_str(&format!(". Did you mean '{near}'?"));
        }
        self.type_error(&text)
    }

    #[cold]
    fn too_many_arguments(&mut self, id: Id<Function>, given: usize, kwonly: &[Value]) -> Unwind {
        let function = &self.heap.functions[id];
        let n_args = self.heap.codes[function.code].code.arg_count as usize;
        let n_defaults = match function.defaults {
            Value::Tuple(it) => self.heap.tuples[it].items.len(),
            _ => 0,
        };
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let takes = if n_defaults > 0 {
            format!("from {} to {n_args} positional arguments", n_args - n_defaults.min(n_args))
        } else {
            format!("{n_args} positional argument{}", plural(n_args))
        };
        let n_kwonly = kwonly.iter().filter(|it| it.is_set()).count();
        let was = if n_kwonly > 0 {
            format!(
                "{given} positional argument{} (and {n_kwonly} keyword-only argument{}) were",
                plural(given),
                plural(n_kwonly)
            )
        } else {
            format!("{given} {}", if given == 1 { "was" } else { "were" })
        };
        let text = format!("{}() takes {takes} but {was} given", self.text_of(function.qualname));
        self.type_error(&text)
    }

    #[cold]
    fn missing_arguments(&mut self, id: Id<Function>, missing: &[usize], kind: &str) -> Unwind {
        let function = &self.heap.functions[id];
        let varnames = &self.heap.codes[function.code].varnames;
        let names: Vec<String> =
            missing.iter().map(|it| format!("'{}'", self.heap.text(varnames[*it]))).collect();
        let listed = match names.as_slice() {
            [one] => one.clone(),
            [first, second] => format!("{first} and {second}"),
            [all @ .., last] => format!("{}, and {last}", all.join(", ")),
            [] => String::new(),
        };
        let text = format!(
            "{}() missing {} required {kind} argument{}: {listed}",
            self.text_of(function.qualname),
            names.len(),
            if names.len() == 1 { "" } else { "s" }
        );
        self.type_error(&text)
    }
}
