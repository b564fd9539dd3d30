//! The method resolution order: C3 linearization.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use crate::error::Res;
use crate::heap::{Class, Id};
use crate::vm::Vm;

impl Vm {
    /// The MRO of a class with these bases, without the class itself.
    ///
    /// # Errors
    /// TypeError if the bases cannot be ordered.
    pub(crate) fn linearize(&mut self, bases: &[Id<Class>]) -> Res<Vec<Id<Class>>> {
        let mut sequences: Vec<Vec<Id<Class>>> =
            bases.iter().map(|it| self.heap.classes[*it].mro.to_vec()).collect();
        sequences.push(bases.to_vec());
        self.spend(sequences.iter().map(Vec::len).sum::<usize>() * bases.len())?;
        let mut positions = vec![0; sequences.len()];
        let mut result = Vec::new();
        loop {
            let heads = sequences.iter().zip(&positions).filter_map(|(it, at)| it.get(*at).copied());
            let mut any = false;
            let mut next = None;
            for head in heads {
                any = true;
                let in_tail = sequences
                    .iter()
                    .zip(&positions)
                    .any(|(it, at)| it[(*at + 1).min(it.len())..].contains(&head));
                if !in_tail {
                    next = Some(head);
                    break;
                }
            }
            if !any {
                return Ok(result);
            }
            let Some(next) = next else {
                let names: Vec<String> = sequences
                    .iter()
                    .zip(&positions)
                    .filter_map(|(it, at)| it.get(*at))
                    .fold(Vec::new(), |mut all, it| {
                        if !all.contains(it) {
                            all.push(*it);
                        }
                        all
                    })
                    .into_iter()
                    .map(|it| self.class_name(it))
                    .collect();
                return Err(self.type_error(&alloc::format!(
                    "Cannot create a consistent method resolution order (MRO) for bases {}",
                    names.join(", ")
                )));
            };
            self.spend(sequences.len())?;
            result.push(next);
            for (sequence, at) in sequences.iter().zip(&mut positions) {
                if sequence.get(*at) == Some(&next) {
                    *at += 1;
                }
            }
        }
    }
}
