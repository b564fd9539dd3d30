//! f-strings and t-strings.

use alloc::string::String;
use alloc::vec::Vec;

use padcell_bytecode::{Const, Conversion, Intrinsic, Op};
use padcell_syntax::TextRange;
use padcell_syntax::ast::{
    self, ConversionFlag, FStringPart, InterpolatedElement, InterpolatedStringElement,
};

use super::Codegen;
use super::display::MAX_SIDE_BY_SIDE;
use crate::error::Result;
use crate::fold;
use crate::unit::length;

/// A run of literal text, or something to format.
enum Piece<'a> {
    Literal(Vec<u32>),
    Value(&'a InterpolatedElement),
}

impl<'a> Codegen<'a> {
    pub(crate) fn fstring(&mut self, it: &'a ast::ExprFString, dst: u8) -> Result {
        let mut pieces = Vec::new();
        for part in &it.value {
            match part {
                FStringPart::Literal(literal) => {
                    fold::string_part(self.source, literal, literal_run(&mut pieces));
                }
                FStringPart::FString(part) => {
                    let raw = part.flags.prefix().is_raw();
                    self.add_pieces(&part.elements, raw, &mut pieces);
                }
            }
        }
        self.join_pieces(it.range, pieces, dst)
    }

    fn add_pieces(&self, elements: &'a [InterpolatedStringElement], raw: bool, pieces: &mut Vec<Piece<'a>>) {
        for element in elements {
            match element {
                InterpolatedStringElement::Literal(it) => {
                    fold::literal_piece(self.source, it.range, &it.value, raw, literal_run(pieces));
                }
                InterpolatedStringElement::Interpolation(it) => {
                    if let Some(debug) = &it.debug_text {
                        literal_run(pieces).extend(without_comments(debug.as_str()).chars().map(u32::from));
                    }
                    pieces.push(Piece::Value(it));
                }
            }
        }
    }

    /// The string of all pieces; many are joined in portions.
    fn join_pieces(&mut self, range: TextRange, mut pieces: Vec<Piece<'a>>, dst: u8) -> Result {
        pieces.retain(|it| !matches!(it, Piece::Literal(points) if points.is_empty()));
        match pieces.as_slice() {
            [] => {
                self.load_const(range, dst, fold::text(""));
                return Ok(());
            }
            [_] => {
                for piece in pieces {
                    self.piece(range, piece, dst)?;
                }
                return Ok(());
            }
            _ => {}
        }
        let base = u8::try_from(self.unit.top).unwrap_or(u8::MAX);
        let mark = self.unit.mark();
        let mut count = 0;
        for piece in pieces {
            if count == MAX_SIDE_BY_SIDE {
                self.unit.emit(range, Op::BuildString { dst: base, base, count: length(count) });
                self.unit.release(mark + 1);
                count = 1;
            }
            let reg = self.unit.alloc();
            self.piece(range, piece, reg)?;
            count += 1;
        }
        self.unit.emit(range, Op::BuildString { dst, base, count: length(count) });
        Ok(())
    }

    fn piece(&mut self, range: TextRange, piece: Piece<'a>, dst: u8) -> Result {
        match piece {
            Piece::Literal(points) => {
                self.load_const(range, dst, fold::from_points(points));
                Ok(())
            }
            Piece::Value(it) => {
                let mark = self.unit.mark();
                self.formatted(it, dst)?;
                self.unit.release(mark);
                Ok(())
            }
        }
    }

    /// `{value!r:spec}`
    fn formatted(&mut self, it: &'a InterpolatedElement, dst: u8) -> Result {
        let scratch = self.scratch(dst);
        let conversion = conversion(it);
        match &it.format_spec {
            None => {
                let src = self.operand_at(&it.expression, scratch)?;
                self.unit.emit(it.range, Op::FormatSimple { dst, src, conversion: conversion as u8 });
            }
            Some(spec) => {
                let src = self.temp(&it.expression)?;
                let text = self.unit.alloc();
                self.format_spec(spec, text)?;
                let op = Op::FormatSpec { dst, src, spec: text, conversion: conversion as u32 };
                self.unit.emit(it.range, op);
            }
        }
        Ok(())
    }

    fn format_spec(&mut self, spec: &'a ast::InterpolatedStringFormatSpec, dst: u8) -> Result {
        let mut pieces = Vec::new();
        self.add_pieces(&spec.elements, false, &mut pieces);
        self.join_pieces(spec.range, pieces, dst)
    }

    /// A template: strings and interpolations by turns, a string at each end.
    pub(crate) fn tstring(&mut self, it: &'a ast::ExprTString, dst: u8) -> Result {
        let mut pieces = Vec::new();
        for part in &it.value {
            let raw = part.flags.prefix().is_raw();
            self.add_pieces(&part.elements, raw, &mut pieces);
        }
        let list = self.unit.alloc();
        let mark = self.unit.mark();
        self.unit.emit(it.range, Op::BuildList { dst: list, base: list, count: 0 });
        let mut expect_string = true;
        for piece in pieces {
            let is_value = matches!(piece, Piece::Value(_));
            if is_value && expect_string {
                self.append_string(it.range, list, Vec::new());
            }
            match piece {
                Piece::Literal(points) => {
                    self.append_string(it.range, list, points);
                    expect_string = false;
                }
                Piece::Value(value) => {
                    self.interpolation(value, list)?;
                    expect_string = true;
                }
            }
            self.unit.release(mark);
        }
        if expect_string {
            self.append_string(it.range, list, Vec::new());
        }
        self.unit.emit(it.range, Op::ListToTuple { dst: list, src: list });
        self.intrinsic(it.range, dst, list, Intrinsic::Template);
        Ok(())
    }

    fn append_string(&mut self, range: TextRange, list: u8, points: Vec<u32>) {
        let src = self.unit.alloc();
        self.load_const(range, src, fold::from_points(points));
        self.unit.emit(range, Op::ListAppend { list, src });
        self.unit.release(u32::from(src));
    }

    fn interpolation(&mut self, it: &'a InterpolatedElement, list: u8) -> Result {
        let base = self.unit.alloc_block(4);
        self.into(&it.expression, base)?;
        let text = self.expression_text(it);
        self.load_str(it.range, base.wrapping_add(1), &text);
        let letter = match conversion(it) {
            Conversion::None => Const::None,
            Conversion::Str => fold::text("s"),
            Conversion::Repr => fold::text("r"),
            Conversion::Ascii => fold::text("a"),
        };
        self.load_const(it.range, base.wrapping_add(2), letter);
        match &it.format_spec {
            Some(spec) => self.format_spec(spec, base.wrapping_add(3))?,
            None => self.load_str(it.range, base.wrapping_add(3), ""),
        }
        self.intrinsic(it.range, base, base, Intrinsic::Interpolation);
        self.unit.emit(it.range, Op::ListAppend { list, src: base });
        Ok(())
    }

    /// The text between the brace and whatever follows the expression.
    fn expression_text(&self, it: &InterpolatedElement) -> String {
        use padcell_syntax::Ranged;
        let text = self.source.text();
        let start = it.range.start().to_usize() + 1;
        let mut end = it.expression.range().end().to_usize();
        // Closing parentheses belong to the expression, but not to its node.
        for (at, found) in text.get(end..it.range.end().to_usize()).unwrap_or_default().char_indices() {
            match found {
                ')' => end = it.expression.range().end().to_usize() + at + 1,
                ' ' | '\t' | '\n' => {}
                _ => break,
            }
        }
        text.get(start..end).unwrap_or_default().trim().into()
    }
}

/// The literal at the end of the pieces, to be appended to.
fn literal_run<'p>(pieces: &'p mut Vec<Piece<'_>>) -> &'p mut Vec<u32> {
    if !matches!(pieces.last(), Some(Piece::Literal(_))) {
        pieces.push(Piece::Literal(Vec::new()));
    }
    match pieces.last_mut() {
        Some(Piece::Literal(points)) => points,
        _ => unreachable!("a literal was just pushed"),
    }
}

/// `{x=}` without conversion and format is `{x!r}`.
fn conversion(it: &InterpolatedElement) -> Conversion {
    match it.conversion {
        ConversionFlag::None if it.debug_text.is_some() && it.format_spec.is_none() => Conversion::Repr,
        ConversionFlag::None => Conversion::None,
        ConversionFlag::Str => Conversion::Str,
        ConversionFlag::Repr => Conversion::Repr,
        ConversionFlag::Ascii => Conversion::Ascii,
    }
}

/// The text of `{x=}` as it is shown: comments left out.
fn without_comments(text: &str) -> String {
    if !text.contains('#') {
        return text.into();
    }
    let mut out = String::new();
    let mut quote = None;
    let mut in_comment = false;
    for it in text.chars() {
        match it {
            '\n' => in_comment = false,
            _ if in_comment => continue,
            '#' if quote.is_none() => {
                in_comment = true;
                continue;
            }
            '"' | '\'' if quote.is_none() => quote = Some(it),
            _ if quote == Some(it) => quote = None,
            _ => {}
        }
        out.push(it);
    }
    out
}
