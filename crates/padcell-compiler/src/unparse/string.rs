//! f-strings and t-strings as text.

use alloc::string::String;

use padcell_syntax::TextRange;
use padcell_syntax::ast::{
    self, ConversionFlag, FStringPart, InterpolatedElement, InterpolatedStringElement,
};

use super::{Writer, level};
use crate::constant::str_repr;

/// The longest body that is written in normal form.
const MAX_LENGTH: usize = 1 << 14;

impl Writer<'_> {
    pub(super) fn fstring(&mut self, it: &ast::ExprFString) {
        let mut body = String::new();
        for part in &it.value {
            match part {
                FStringPart::Literal(literal) => body.push_str(&doubled_braces(&literal.value)),
                FStringPart::FString(part) => self.elements(&part.elements, &mut body),
            }
        }
        self.quoted("f", &body, it.range);
    }

    pub(super) fn tstring(&mut self, it: &ast::ExprTString) {
        let mut body = String::new();
        for part in &it.value {
            self.elements(&part.elements, &mut body);
        }
        self.quoted("t", &body, it.range);
    }

    /// The body in quotes. Each level of nesting doubles the backslashes of the one inside: beyond some length, the source
    /// text stands instead.
    fn quoted(&mut self, prefix: &str, body: &str, range: TextRange) {
        if body.len() > MAX_LENGTH {
            let text = self.source.text().get(range.start().to_usize()..range.end().to_usize());
            return self.text(text.unwrap_or_default());
        }
        self.text(prefix);
        self.text(&str_repr(body.chars().map(u32::from)));
    }

    fn elements(&self, elements: &[InterpolatedStringElement], body: &mut String) {
        for element in elements {
            match element {
                InterpolatedStringElement::Literal(it) => body.push_str(&doubled_braces(&it.value)),
                InterpolatedStringElement::Interpolation(it) => self.interpolation(it, body),
            }
        }
    }

    fn interpolation(&self, it: &InterpolatedElement, body: &mut String) {
        let mut inner = Writer { source: self.source, out: String::new() };
        inner.expr(&it.expression, level::TEST + 1);
        if let Some(debug) = &it.debug_text {
            body.push_str(&doubled_braces(debug.as_str()));
        }
        // A brace after the brace would read as a literal one.
        body.push_str(if inner.out.starts_with('{') { "{ " } else { "{" });
        body.push_str(&inner.out);
        match it.conversion {
            ConversionFlag::None if it.debug_text.is_some() && it.format_spec.is_none() => {
                body.push_str("!r")
            }
            ConversionFlag::None => {}
            ConversionFlag::Str => body.push_str("!s"),
            ConversionFlag::Repr => body.push_str("!r"),
            ConversionFlag::Ascii => body.push_str("!a"),
        }
        if let Some(spec) = &it.format_spec {
            body.push(':');
            self.elements(&spec.elements, body);
        }
        body.push('}');
    }
}

fn doubled_braces(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}
