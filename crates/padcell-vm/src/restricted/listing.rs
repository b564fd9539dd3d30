//! The permits in words: every attribute of every native type, for `tests/permits.txt`.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::permits::{Permit, is_guarded, is_virtual, permit};
use crate::error::Res;
use crate::heap::{ClassFlags, Id, NativeKind};
use crate::value::Value;
use crate::vm::Vm;

impl Vm {
    /// What restricted code may do with each attribute of each native type: a block for each type, in it a line for each
    /// permit (A all, W read only, D denied, V shown something else, ? not decided) with the names.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn list_permits(&mut self) -> Res<String> {
        for name in crate::modules::names() {
            self.import(name, None, Value::None, 0)?;
        }
        let mut blocks = BTreeMap::new();
        for index in 0..self.heap.classes.len() as u32 {
            let class = Id::fixed(index);
            if self.heap.classes[class].flags.has(ClassFlags::HEAP) {
                continue;
            }
            let title = self.class_path(class);
            let name = self.class_name(class);
            let mut lines: BTreeMap<char, Vec<String>> = BTreeMap::new();
            let dict = self.class_dict(class);
            let entries: Vec<_> = self.heap.dicts[dict].iter().map(|it| (it.key, it.value)).collect();
            for (key, value) in entries {
                let attribute = self.string_of(key);
                lines.entry(self.letter(&name, &attribute, value)).or_default().push(attribute);
            }
            let mut text = format!("{title}\n");
            for (letter, mut names) in lines {
                names.sort();
                text.push_str(&format!("  {letter} {}\n", names.join(" ")));
            }
            blocks.insert(title, text);
        }
        Ok(blocks.into_values().collect())
    }

    fn letter(&self, class: &str, attribute: &str, value: Value) -> char {
        let denied = matches!(value, Value::Native(id) if self.heap.natives[id].def.denied);
        if denied {
            return 'D';
        }
        if is_virtual(class, attribute) {
            return 'V';
        }
        if !is_guarded(attribute) {
            // What can only be read by anybody says so too.
            let fixed = matches!(value, Value::Native(id) if self.heap.natives[id].kind == NativeKind::GetSet
                && self.heap.natives[id].def.set.is_none());
            return if fixed { 'W' } else { 'A' };
        }
        match permit(class, attribute) {
            Some(Permit::Allow) => 'A',
            Some(Permit::ReadOnly) => 'W',
            Some(Permit::Virtual) => 'V',
            Some(Permit::Deny) => 'D',
            None => '?',
        }
    }
}
