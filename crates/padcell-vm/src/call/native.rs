//! Matching arguments to the signature of a native, and calling it.

use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::error::{Res, Unwind};
use crate::heap::{Class, Id, Native, NativeKind};
use crate::native::{Def, NativeFn, Signature};
use crate::value::Value;
use crate::vm::Vm;

/// Natives with at most this many parameters get their arguments without an allocation.
const FEW: usize = 8;

/// What the loop needs to call a native at once: the function, its arguments, and how many of them it takes.
type Quick = (NativeFn, [Value; QUICK], usize);

/// Natives with at most this many parameters are called by the loop itself.
const QUICK: usize = 4;

impl Vm {
    /// A native that can be called at once with the `n` arguments at `first` of the stack.
    #[inline(always)]
    pub(crate) fn quick_native(&self, id: Id<Native>, first: usize, n: usize) -> Option<Quick> {
        let native = &self.heap.natives[id];
        let signature = native.signature.get()?;
        let fits = signature.direct && (signature.required..=signature.positional).contains(&n);
        let fixed = signature.fixed();
        if !fits || fixed > QUICK || native.restricted || native.def.denied {
            return None;
        }
        let mut args: [Value; QUICK] = self.stack.get(first..first + QUICK)?.try_into().ok()?;
        for (index, arg) in args.iter_mut().enumerate() {
            if index >= n {
                *arg = Value::Unset;
            }
        }
        if native.kind == NativeKind::Method
            && !native.owner.is_none_or(|owner| self.is_instance(args[0], owner))
        {
            return None;
        }
        Some((native.def.call, args, fixed))
    }

    /// Calls such a native.
    #[inline]
    pub(crate) fn call_quick(&mut self, call: NativeFn, args: &[Value]) -> Res {
        self.spend(4)?;
        let mark = self.roots.len();
        let result = call(self, args);
        self.roots.truncate(mark);
        result
    }

    /// Calls a native; the last `names.len()` of `args` are keyword values.
    pub(crate) fn call_native(&mut self, id: Id<Native>, args: &[Value], names: &[Value]) -> Res {
        self.spend(4)?;
        let native = &self.heap.natives[id];
        let (def, kind, owner) = (native.def, native.kind, native.owner);
        if def.denied {
            self.refuse_restricted()?;
        }
        if self.heap.natives[id].restricted && self.native_depth == self.run_depth && !self.acts_restricted()
        {
            return self.nested(|vm| vm.call_native(id, args, names));
        }
        let native = &self.heap.natives[id];
        let signature = native.signature.get_or_init(|| Arc::new(Signature::parse(def.signature)));
        let (plain, positional, required) = (signature.plain, signature.positional, signature.required);
        let (direct, fixed) = (signature.direct, signature.fixed());
        if kind == NativeKind::Method
            && let Some(owner) = owner
        {
            let fits = args.len() > names.len() && self.is_instance(args[0], owner);
            if !fits {
                return Err(self.wrong_self(def, owner, args));
            }
        }
        let mark = self.roots.len();
        let result = if names.is_empty() && plain && args.len() == positional {
            (def.call)(self, args)
        } else if names.is_empty() && direct && fixed <= FEW && (required..=positional).contains(&args.len())
        {
            let mut bound = [Value::Unset; FEW];
            bound[..args.len()].copy_from_slice(args);
            (def.call)(self, &bound[..fixed])
        } else {
            let signature = match self.heap.natives[id].signature.get() {
                Some(it) => it.clone(),
                None => Arc::default(),
            };
            if names.is_empty() && plain && positional <= FEW {
                return Err(self.wrong_count(id, &signature, args.len()));
            }
            let bound = self.bind_native(id, &signature, args, names)?;
            (def.call)(self, &bound)
        };
        self.roots.truncate(mark);
        result
    }

    fn bind_native(
        &mut self,
        id: Id<Native>,
        signature: &Signature,
        args: &[Value],
        names: &[Value],
    ) -> Res<Vec<Value>> {
        let n_positional = args.len() - names.len();
        if n_positional > signature.positional && !signature.varargs {
            return Err(self.wrong_count(id, signature, n_positional));
        }
        let mut bound = alloc::vec![Value::Unset; signature.fixed()];
        let taken = n_positional.min(signature.positional);
        bound[..taken].copy_from_slice(&args[..taken]);
        for (name, value) in names.iter().zip(&args[n_positional..]) {
            let text = self.text_of(*name);
            let found = signature.params.iter().position(|it| it.keyword && it.name == text);
            match found {
                Some(index) if bound[index].is_set() => {
                    let text = format!(
                        "argument for {}() given by name ('{text}') and position ({})",
                        self.shown_name(id),
                        index + 1
                    );
                    return Err(self.type_error(&text));
                }
                Some(index) => bound[index] = *value,
                None if signature.varkw => {
                    let slot = signature.params.len();
                    if bound[slot].is_unset() {
                        bound[slot] = Value::Dict(self.heap.dict()?);
                        self.keep(bound[slot]);
                    }
                    if let (Value::Dict(dict), Value::Str(key)) = (bound[slot], self.unwrap(*name)) {
                        self.heap.dict_set_str(dict, key, *value)?;
                    }
                }
                None => {
                    let takes_any = signature.params.iter().any(|it| it.keyword);
                    let text = if takes_any {
                        format!("{}() got an unexpected keyword argument '{text}'", self.shown_name(id))
                    } else {
                        format!("{}() takes no keyword arguments", self.qualified_name(id))
                    };
                    return Err(self.type_error(&text));
                }
            }
        }
        let missing =
            signature.params.iter().zip(&bound).position(|(param, it)| param.required && it.is_unset());
        if let Some(index) = missing {
            let param = &signature.params[index];
            if param.positional && signature.plain && !param.keyword {
                return Err(self.wrong_count(id, signature, n_positional));
            }
            let shift = usize::from(self.heap.natives[id].kind != NativeKind::Function);
            let text = format!(
                "{}() missing required argument '{}' (pos {})",
                self.shown_name(id),
                param.name,
                index + 1 - shift.min(index)
            );
            return Err(self.type_error(&text));
        }
        if n_positional > signature.positional {
            bound.extend_from_slice(&args[signature.positional..n_positional]);
        }
        Ok(bound)
    }

    /// The name of a native in messages: `__new__` and `__init__` go by that of their class.
    fn shown_name(&self, id: Id<Native>) -> String {
        let native = &self.heap.natives[id];
        match native.owner {
            Some(class) if matches!(native.def.name, "__new__" | "__init__") => self.class_name(class),
            _ => String::from(native.def.name),
        }
    }

    /// The same with the class or the module that it belongs to.
    fn qualified_name(&self, id: Id<Native>) -> String {
        let native = &self.heap.natives[id];
        let name = self.shown_name(id);
        match (native.owner, self.text_of(native.module)) {
            (Some(class), _) if !matches!(native.def.name, "__new__" | "__init__") => {
                format!("{}.{name}", self.class_name(class))
            }
            (Some(_), _) | (None, "" | "builtins") => name,
            (None, module) => format!("{module}.{name}"),
        }
    }

    #[cold]
    fn wrong_self(&mut self, def: &'static Def, owner: Id<Class>, args: &[Value]) -> Unwind {
        let owner = self.class_name(owner);
        let text = match args.first() {
            None => format!("unbound method {owner}.{}() needs an argument", def.name),
            Some(it) => format!(
                "descriptor '{}' for '{owner}' objects doesn't apply to a '{}' object",
                def.name,
                self.type_name(*it)
            ),
        };
        self.type_error(&text)
    }

    #[cold]
    fn wrong_count(&mut self, id: Id<Native>, signature: &Signature, given: usize) -> Unwind {
        let (def, kind) = (self.heap.natives[id].def, self.heap.natives[id].kind);
        let hidden = usize::from(
            kind == NativeKind::Method || kind == NativeKind::ClassMethod || def.name == "__new__",
        );
        let given = given.saturating_sub(hidden);
        let (least, most) =
            (signature.required.saturating_sub(hidden), signature.positional.saturating_sub(hidden));
        let name = self.shown_name(id);
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let text = if most == 0 && signature.params.iter().any(|it| !it.positional) {
            format!("{name}() takes no positional arguments")
        } else if name.starts_with("__") && least == most {
            format!("expected {most} argument{}, got {given}", plural(most))
        } else if least == most {
            match most {
                0 => format!("{}() takes no arguments ({given} given)", self.qualified_name(id)),
                1 => format!("{}() takes exactly one argument ({given} given)", self.qualified_name(id)),
                _ => format!("{name} expected {most} arguments, got {given}"),
            }
        } else if given < least {
            format!("{name} expected at least {least} argument{}, got {given}", plural(least))
        } else {
            format!("{name} expected at most {most} argument{}, got {given}", plural(most))
        };
        self.type_error(&text)
    }
}
