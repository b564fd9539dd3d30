//! Patterns of `match` in the symbol table's walk.

use padcell_syntax::ast::Pattern;

use super::build::Builder;
use super::scope::flag;
use crate::error::Result;

impl Builder<'_> {
    pub(super) fn pattern(&mut self, pattern: &Pattern) -> Result {
        match pattern {
            Pattern::MatchValue(it) => self.expr(&it.value),
            Pattern::MatchSingleton(_) => Ok(()),
            Pattern::MatchSequence(it) => self.patterns(&it.patterns),
            Pattern::MatchMapping(it) => {
                self.exprs(&it.keys)?;
                self.patterns(&it.patterns)?;
                it.rest.as_ref().map_or(Ok(()), |name| self.define_identifier(name, flag::LOCAL))
            }
            Pattern::MatchClass(it) => {
                self.expr(&it.cls)?;
                self.patterns(&it.arguments.patterns)?;
                for keyword in &it.arguments.keywords {
                    self.check_assignable(keyword.attr.as_str(), keyword.attr.range)?;
                    self.pattern(&keyword.pattern)?;
                }
                Ok(())
            }
            Pattern::MatchStar(it) => {
                it.name.as_ref().map_or(Ok(()), |name| self.define_identifier(name, flag::LOCAL))
            }
            Pattern::MatchAs(it) => {
                if let Some(pattern) = &it.pattern {
                    self.pattern(pattern)?;
                }
                it.name.as_ref().map_or(Ok(()), |name| self.define_identifier(name, flag::LOCAL))
            }
            Pattern::MatchOr(it) => self.patterns(&it.patterns),
        }
    }

    fn patterns(&mut self, patterns: &[Pattern]) -> Result {
        patterns.iter().try_for_each(|it| self.pattern(it))
    }
}
