//! Which names of the runtime's modules a cell may have, and may give on: what it got, and nothing that those around it lack.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::names::{Names, size_of_name, size_of_names};
use super::supervision::Supervision;
use crate::error::Res;
use crate::heap::{Dict, Id};
use crate::value::Value;
use crate::vm::Vm;

/// The modules that a supervisor makes for each cell, rather than permitting them.
pub(super) const FURNISHED: [&str; 3] = ["builtins", "posix", "sys"];

/// Functions of `posix` that `os` has too: where a cell lacks the one, it lacks the other.
const FOR_FILES_AND_PROCESSES: [&str; 17] = [
    "environ", "fstat", "getcwd", "getegid", "getenv", "geteuid", "getgid", "getpid", "getppid", "getuid",
    "listdir", "lstat", "readlink", "stat", "times", "uname", "walk",
];

/// The names of one module. Sets are kept as they were given, one for each cell around, and shared with those.
#[derive(Clone, Debug, Default)]
pub(super) struct Limit {
    /// Only the names in such a set (true), or all but those in it.
    sets: Vec<(Names, bool)>,
    /// Names that the supervisor took away or replaced.
    except: BTreeSet<String>,
}

impl Limit {
    fn nothing() -> Self {
        Self { sets: alloc::vec![(Names::default(), true)], except: BTreeSet::new() }
    }

    pub(super) fn permits(&self, name: &str) -> bool {
        !self.except.contains(name) && self.sets.iter().all(|(names, only)| names.contains(name) == *only)
    }

    /// How much memory a copy takes, about: sets are shared.
    fn size(&self) -> usize {
        size_of_names(&self.except) + size_of_val(&*self.sets)
    }

    /// The names that are not permitted, where these can be counted.
    pub(super) fn refused(&self) -> Option<impl Iterator<Item = &str>> {
        let sets = self.sets.iter().flat_map(|(names, _)| names.iter());
        self.sets.iter().all(|(_, only)| !only).then(|| sets.chain(&self.except).map(|it| &**it))
    }

    /// This, and within it what `names` says.
    #[must_use]
    pub(super) fn with(&self, names: &Names, only: bool) -> Self {
        let mut it = self.clone();
        if !it.sets.iter().any(|(old, how)| *how == only && Arc::ptr_eq(old, names)) {
            it.sets.push((names.clone(), only));
        }
        it
    }
}

/// Limits by the names of modules; a module that is not in it has none.
pub(super) type Limits = BTreeMap<String, Limit>;

/// How much memory an entry of such a table takes without its limit's names.
const fn size_of_entry(module: &str) -> usize {
    size_of_name(module) + size_of::<Limit>()
}

fn size_of_limits(limits: &Limits) -> usize {
    limits.iter().map(|(module, it)| size_of_entry(module) + it.size()).sum()
}

/// What those around a cell have decided about the modules of the runtime.
#[derive(Clone, Debug, Default)]
pub(super) struct Bounds {
    pub(super) limits: Limits,
    /// Modules that the cells around do not have: something else has their name there.
    pub(super) refused: BTreeSet<String>,
}

impl Bounds {
    /// How much memory they take, about.
    pub(super) fn size(&self) -> usize {
        size_of_limits(&self.limits) + size_of_names(&self.refused)
    }
}

impl Vm {
    /// What a cell is bound by that this one makes now: a copy of its own, for which it is charged.
    pub(super) fn bounds_for_child(&mut self) -> Res<Bounds> {
        if !self.is_supervised() {
            return Ok(Bounds::default());
        }
        let it = self.supervision();
        let size = it.bounds.size() + size_of_limits(&it.given) + size_of_names(&it.other);
        self.spend(size / 16)?;
        self.heap.room(size)?;
        let mut bounds = self.supervision().bounds.clone();
        bounds.limits.extend(self.supervision().given.clone());
        bounds.refused.extend(self.supervision().other.iter().cloned());
        for name in FURNISHED {
            if name == "builtins" && self.supervision().whole_builtins {
                continue;
            }
            if !self.supervision().given.contains_key(name) && !self.permits(name)? {
                bounds.limits.insert(String::from(name), Limit::nothing());
            }
        }
        Ok(bounds)
    }

    /// What this cell gets of a module of which its supervisor asks for some names; it cannot give on more.
    ///
    /// # Errors
    /// When the names do not fit into memory. They are free for a cell whose supervisor is no cell itself.
    pub(super) fn limit(&mut self, module: &str, names: &Names, only: bool) -> Res<Limit> {
        if self.membrane.level > 1 {
            let around = self.supervision().bounds.limits.get(module).map_or(0, Limit::size);
            self.heap.charge_fixed(size_of_names(names) + around)?;
        }
        let it = self.supervision();
        let limit = it.bounds.limits.get(module).cloned().unwrap_or_default().with(names, only);
        it.given.insert(String::from(module), limit.clone());
        Ok(limit)
    }

    /// Whether a cell that may import a module gets this name of it.
    pub(super) fn gives(&mut self, module: &str, name: &str) -> bool {
        let of_posix = module == "os" && FOR_FILES_AND_PROCESSES.contains(&name);
        let it = self.supervision();
        let source = match name {
            "walk" => "listdir",
            "getenv" => "environ",
            it => it,
        };
        it.bounds.limits.get(module).is_none_or(|it| it.permits(name))
            && (!of_posix || it.given.get("posix").is_some_and(|it| it.permits(source)))
    }

    /// The runtime's own names of a module, if this is one that is loaded.
    fn names_of_runtime(&mut self, module: &str) -> Res<Option<Id<Dict>>> {
        let key = self.intern(module)?;
        Ok(match self.heap.dict_str(self.own_modules, key) {
            Some(Value::Module(id)) => Some(self.heap.modules[id].dict),
            _ => None,
        })
    }

    /// Its supervisor took a name out of a module, or put something of its own there: the cells of this cell do not get
    /// what the runtime has under it, and those that have it lose it.
    pub(super) fn note_taken(&mut self, module: &str, name: &str, replaced: bool) -> Res<()> {
        let key = self.intern(name)?;
        let Some(dict) = self.names_of_runtime(module)? else { return Ok(()) };
        let noted = self.supervision().replaced.get(module).is_some_and(|it| it.contains(name));
        if self.heap.dict_str(dict, key).is_none() || (noted && replaced) {
            return Ok(());
        }
        let it = self.supervision();
        let (given, around) = (it.given.get(module), it.bounds.limits.get(module));
        let known = given.or(around).is_some_and(|it| it.except.contains(name));
        let mut size = if known { 0 } else { 2 * size_of_name(name) };
        let copied = if given.is_some() { 0 } else { around.map_or(0, Limit::size) };
        if given.is_none() {
            size += size_of_entry(module);
        }
        let below = self.count_below();
        self.spend(below.saturating_mul(4))?;
        self.heap.charge_fixed(below.saturating_add(1).saturating_mul(size).saturating_add(copied))?;
        self.below(size, &|cell| cell.lose(module, name));
        let it = self.supervision();
        let around = it.bounds.limits.get(module).cloned().unwrap_or_default();
        let limit = it.given.entry(String::from(module)).or_insert(around);
        limit.except.insert(String::from(name));
        let names = it.replaced.entry(String::from(module)).or_default();
        if replaced {
            names.insert(String::from(name));
        } else {
            names.remove(name);
        }
        Ok(())
    }

    /// What lies in a cell under a name of a module is gone, unless its own supervisor has put it there.
    fn lose(&mut self, module: &str, name: &str) {
        let it = self.supervision();
        it.bounds.limits.entry(String::from(module)).or_default().except.insert(String::from(name));
        if let Some(given) = it.given.get_mut(module) {
            given.except.insert(String::from(name));
        }
        let kept = match (module, name) {
            ("builtins", "open") => it.open.is_set(),
            ("builtins", "reload") => it.reload.is_set(),
            ("builtins", "__import__") => it.import.is_set(),
            _ => it.replaced.get(module).is_some_and(|it| it.contains(name)),
        };
        let known = self.known_modules();
        let (Some(module), Some(name)) = (self.heap.interned(module), self.heap.interned(name)) else {
            return;
        };
        match self.heap.dict_str(known, module) {
            Some(Value::Module(id)) if !kept => {
                let dict = self.heap.modules[id].dict;
                self.heap.dict_remove_str(dict, name);
            }
            _ => {}
        }
    }

    /// Whether a supervisor around has taken or replaced a name of a module.
    pub(super) fn was_taken(&mut self, module: &str, name: &str) -> bool {
        self.supervision().bounds.limits.get(module).is_some_and(|it| it.except.contains(name))
    }

    /// What the supervisor has put into a module in place of the runtime's names, of those that are asked for: a cell that
    /// gives the module on gives these.
    pub(super) fn replacements(
        &mut self,
        module: &str,
        names: &Names,
        only: bool,
    ) -> Res<Vec<(Value, Value)>> {
        let Some(replaced) = self.supervision().replaced.get(module).cloned() else { return Ok(Vec::new()) };
        let key = self.intern(module)?;
        let known = self.known_modules();
        let Some(Value::Module(id)) = self.heap.dict_str(known, key) else { return Ok(Vec::new()) };
        let dict = self.heap.modules[id].dict;
        let mut found = Vec::new();
        for name in replaced.iter().filter(|it| names.contains(*it) == only) {
            let name = self.intern(name)?;
            if let Some(value) = self.heap.dict_str(dict, name) {
                found.push((Value::Str(name), value));
            }
        }
        Ok(found)
    }

    /// The supervisor has put something else where the runtime has a module: this cell's cells do not get that either.
    pub(super) fn note_other(&mut self, module: &str, value: Value) -> Res<()> {
        let key = self.intern(module)?;
        let own = self.heap.dict_str(self.own_modules, key);
        if own.is_some_and(|it| self.visible_of(it).is(value)) || !self.has_module(module)? {
            self.supervision().other.remove(module);
            return Ok(());
        }
        self.supervision().other.insert(String::from(module));
        self.refuse_below(module);
        Ok(())
    }

    /// Tells all cells within this one.
    fn refuse_below(&mut self, module: &str) {
        self.below(0, &|cell| {
            cell.state::<Supervision>().bounds.refused.insert(String::from(module));
        });
    }

    /// Whether the supervisor opens this cell's files: then nothing else does, whatever is mounted.
    pub(crate) fn files_are_opened_outside(&mut self) -> bool {
        self.restricted && (self.supervision().open.is_set() || self.supervision().shut)
    }

    /// From now on the supervisor decides about each import of this cell: so it does about those of the cells within.
    pub(super) fn ask_below(&mut self) {
        self.below(0, &|cell| cell.supervision().asks = true);
    }

    /// From now on the supervisor opens this cell's files: so the mounts of the cells within are no road to them either.
    pub(super) fn shut_below(&mut self) {
        self.below(0, &|cell| cell.supervision().shut = true);
    }
}
