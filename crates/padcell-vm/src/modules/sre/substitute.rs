//! `sub` and `subn`.

use alloc::sync::Arc;

use super::expand::{Joined, Template, compile_template, push_expanded};
use super::pattern::{bounds, target, this};
use super::search::{Found, Mode, Search, mark_span};
use super::{match_, pattern::Pattern};
use crate::error::Res;
use crate::value::Value;
use crate::vm::Vm;

/// What stands in for a match.
enum Replacement {
    Literal(Value),
    Template(Template),
    Function(Value),
}

fn replacement(vm: &mut Vm, pattern: Value, value: Value) -> Res<Replacement> {
    if vm.is_callable(value) {
        return Ok(Replacement::Function(value));
    }
    let plain = match vm.as_str(value) {
        Some(id) => !vm.heap.text(id).contains('\\'),
        None => vm.view(value).is_some_and(|it| !it.contains(&b'\\')),
    };
    if plain {
        return Ok(Replacement::Literal(value));
    }
    let made = compile_template(vm, pattern, value)?;
    Ok(match vm.payload::<Template>(made).cloned() {
        Some(template) if template.parts.is_empty() => Replacement::Literal(template.literal),
        Some(template) => Replacement::Template(template),
        None => Replacement::Literal(made),
    })
}

fn run(vm: &mut Vm, args: &[Value]) -> Res<(Value, i64)> {
    let pattern: Pattern = this(vm, args[0])?;
    let replacement = replacement(vm, args[0], args[1])?;
    let target = target(vm, &pattern, args[2])?;
    vm.keep(target.value());
    let most = vm.int_argument(args[3], 0)?;
    let bounds = bounds(vm, target, Value::Unset, Value::Unset)?;
    let mut search =
        Search::new(Arc::clone(&pattern.program), target, Mode::Search, bounds.start, bounds.end);
    let mut out = Joined::new(target);
    let (mut last, mut count) = (0, 0);
    while most == 0 || count < most {
        let Some(found) = search.next(vm)? else { break };
        if last < found.start {
            out.push_part(vm, target, last, found.start)?;
        }
        let mark = vm.kept();
        replace(vm, args, &replacement, &search, found, (bounds.pos, bounds.endpos), &mut out)?;
        vm.release(mark);
        last = found.end;
        count += 1;
    }
    if count == 0 {
        // Nothing was replaced: an exact string is the result itself.
        return Ok((target.part(vm, 0, bounds.end)?, 0));
    }
    if last < bounds.end {
        out.push_part(vm, target, last, bounds.end)?;
    }
    Ok((out.finish(vm)?, count))
}

fn replace(
    vm: &mut Vm,
    args: &[Value],
    replacement: &Replacement,
    search: &Search,
    found: Found,
    span: (usize, usize),
    out: &mut Joined,
) -> Res<()> {
    match replacement {
        Replacement::Literal(it) => out.push(vm, *it),
        Replacement::Template(template) => {
            push_expanded(vm, out, template, search.target, |group| match group.checked_sub(1) {
                None => Some((found.start, found.end)),
                Some(group) => mark_span(&search.matcher.marks, group),
            })
        }
        Replacement::Function(function) => {
            let made = match_::make(vm, args[0], args[2], search, found, span)?;
            let result = vm.call(*function, &[made])?;
            if result.is_none() {
                return Ok(());
            }
            out.push(vm, result)
        }
    }
}

pub(super) fn sub(vm: &mut Vm, args: &[Value]) -> Res {
    run(vm, args).map(|it| it.0)
}

pub(super) fn subn(vm: &mut Vm, args: &[Value]) -> Res {
    let (text, count) = run(vm, args)?;
    vm.heap.tuple_of(&[text, Value::Int(count)])
}
