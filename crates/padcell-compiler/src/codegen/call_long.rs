//! Calls whose arguments are gathered in a list and a dict: `*args`, `**kwargs`, or very many.

use padcell_bytecode::Op;
use padcell_syntax::TextRange;
use padcell_syntax::ast::{Arguments, Expr};

use super::Codegen;
use super::display::MAX_SIDE_BY_SIDE;
use crate::error::Result;
use crate::unit::length;

impl<'a> Codegen<'a> {
    /// Calls what `base` holds, which is the last temporary.
    pub(crate) fn call_long(
        &mut self,
        range: TextRange,
        arguments: &'a Arguments,
        base: u8,
        dst: u8,
    ) -> Result {
        let mark = self.unit.mark();
        self.check_keywords(arguments)?;
        let list = self.unit.alloc();
        let dict = self.unit.alloc();
        match &*arguments.args {
            // Handed over as it is: the call takes any iterable, and complains in its own words of what is none.
            [Expr::Starred(it)] => self.into(&it.value, list)?,
            args => self.long_list(args, range, list)?,
        }
        self.keyword_dict(range, arguments, base, dict)?;
        self.unit.emit(range, Op::CallEx { dst, base });
        self.unit.release(mark);
        Ok(())
    }

    /// The keyword arguments as a dict, or unset if there are none.
    pub(crate) fn keyword_dict(
        &mut self,
        range: TextRange,
        arguments: &'a Arguments,
        func: u8,
        dict: u8,
    ) -> Result {
        let keywords = &arguments.keywords;
        if keywords.is_empty() {
            self.unit.emit(range, Op::LoadUnset { dst: dict });
            return Ok(());
        }
        let plain = keywords.iter().take(MAX_SIDE_BY_SIDE / 2).take_while(|it| it.arg.is_some()).count();
        let mark = self.unit.mark();
        let base = u8::try_from(self.unit.top).unwrap_or(u8::MAX);
        let base = if plain == 0 { dict } else { base };
        for keyword in keywords.iter().take(plain) {
            if let Some(name) = &keyword.arg {
                let key = self.unit.alloc();
                self.load_str(keyword.range, key, name.as_str());
                self.temp(&keyword.value)?;
            }
        }
        self.unit.emit(range, Op::BuildDict { dst: dict, base, count: length(plain) });
        self.unit.release(mark);
        for keyword in keywords.iter().skip(plain) {
            match &keyword.arg {
                Some(name) => {
                    let one = self.unit.alloc();
                    let key = self.unit.alloc();
                    self.load_str(keyword.range, key, name.as_str());
                    self.temp(&keyword.value)?;
                    // Merged, not set: a name that an earlier ** brought is an error.
                    self.unit.emit(range, Op::BuildDict { dst: one, base: key, count: 1 });
                    self.unit.emit(range, Op::DictMerge { dict, src: one, func });
                }
                None => {
                    let src = self.operand(&keyword.value)?;
                    self.unit.emit(range, Op::DictMerge { dict, src, func });
                }
            }
            self.unit.release(mark);
        }
        Ok(())
    }
}
