//! The common cases of ops as macros of the loop: each falls out where the slow way has to go on.

/// `a op b` of two ints or two floats, or one of each.
macro_rules! arith {
    ($regs:ident, $dst:ident, $a:ident, $b:ident, $checked:ident, $float:tt) => {
        match ($regs[$a as usize], $regs[$b as usize]) {
            (Value::Int(x), Value::Int(y)) => {
                if let Some(it) = x.$checked(y) {
                    $regs[$dst as usize] = Value::Int(it);
                    continue;
                }
            }
            (Value::Float(x), Value::Float(y)) => {
                $regs[$dst as usize] = Value::Float(x $float y);
                continue;
            }
            (Value::Float(x), Value::Int(y)) => {
                $regs[$dst as usize] = Value::Float(x $float y as f64);
                continue;
            }
            (Value::Int(x), Value::Float(y)) => {
                $regs[$dst as usize] = Value::Float(x as f64 $float y);
                continue;
            }
            _ => {}
        }
    };
}

/// `a op value` of an int or a float.
macro_rules! arith_imm {
    ($regs:ident, $dst:ident, $a:ident, $value:ident, $checked:ident, $float:tt) => {
        match $regs[$a as usize] {
            Value::Int(x) => {
                if let Some(it) = x.$checked(i64::from($value)) {
                    $regs[$dst as usize] = Value::Int(it);
                    continue;
                }
            }
            Value::Float(x) => {
                $regs[$dst as usize] = Value::Float(x $float f64::from($value));
                continue;
            }
            _ => {}
        }
    };
}

macro_rules! bits {
    ($regs:ident, $dst:ident, $a:ident, $b:ident, $op:tt) => {
        match ($regs[$a as usize], $regs[$b as usize]) {
            (Value::Int(x), Value::Int(y)) => {
                $regs[$dst as usize] = Value::Int(x $op y);
                continue;
            }
            (Value::Bool(x), Value::Bool(y)) => {
                $regs[$dst as usize] = Value::Bool(x $op y);
                continue;
            }
            _ => {}
        }
    };
}

/// Takes a jump: backwards it is a safepoint and costs fuel by its length.
macro_rules! jump {
    ($self:ident, $frame:ident, $floor:ident, $pc:ident, $target:expr, $frames:lifetime) => {{
        let target = $target as usize;
        if target < $pc {
            $self.heap.fuel -= ($pc - target) as i64;
            if $self.heap.fuel < 0 {
                $self.frames[$frame].pc = target as u32;
                match $self.safepoint() {
                    Ok(()) => continue $frames,
                    Err(unwind) => {
                        $self.fail(unwind, $floor)?;
                        continue $frames;
                    }
                }
            }
        }
        $pc = target;
        continue;
    }};
}

/// Compares ints or floats and jumps; falls out for other operands.
macro_rules! compare_jump {
    ($self:ident, $frame:ident, $floor:ident, $pc:ident, $regs:ident, $a:ident, $b:ident, $sense:ident, $target:ident, $frames:lifetime, $op:tt) => {{
        let result = match ($regs[$a as usize], $regs[$b as usize]) {
            (Value::Int(x), Value::Int(y)) => Some(x $op y),
            (Value::Float(x), Value::Float(y)) => Some(x $op y),
            _ => None,
        };
        if let Some(it) = result {
            if it == ($sense != 0) {
                jump!($self, $frame, $floor, $pc, $target, $frames);
            }
            continue;
        }
    }};
}

/// The same with a constant.
macro_rules! compare_imm {
    ($self:ident, $frame:ident, $floor:ident, $pc:ident, $regs:ident, $a:ident, $value:ident, $sense:literal, $target:ident, $frames:lifetime, $op:tt) => {{
        let result = match $regs[$a as usize] {
            Value::Int(x) => Some(x $op i64::from($value)),
            Value::Float(x) => Some(x $op f64::from($value)),
            _ => None,
        };
        if let Some(it) = result {
            if it == $sense {
                jump!($self, $frame, $floor, $pc, $target, $frames);
            }
            continue;
        }
    }};
}

/// Calls a plain function whose `n` arguments stand at `base` of the stack; falls out for a function that needs more than
/// that, or where there is no room.
macro_rules! enter {
    ($self:ident, $top:ident, $pc:ident, $floor:ident, $function:expr, $base:expr, $n:expr, $then:expr, $frames:lifetime) => {{
        let function = &$self.heap.functions[$function];
        let object = &$self.heap.codes[function.code];
        if object.simple_args as usize == $n && $self.frames.len() + $self.native_depth < $self.max_depth {
            if let Some(rest) = $self.stack.get_mut($base + $n..$base + object.n_locals) {
                for slot in rest {
                    *slot = Value::Unset;
                }
                $self.frames[$top].pc = $pc as u32;
                $self.frames.push(Frame {
                    function: $function,
                    code: function.code,
                    globals: function.globals,
                    namespace: Value::Unset,
                    pc: 0,
                    base: $base as u32,
                    then: $then,
                });
                $self.heap.fuel -= 4;
                if $self.heap.fuel < 0 {
                    if let Err(unwind) = $self.safepoint() {
                        $self.fail(unwind, $floor)?;
                    }
                }
                continue $frames;
            }
        }
    }};
}

/// Calls a native of few positional arguments, of which `n` stand at `first` of the stack; falls out for others.
macro_rules! enter_native {
    ($self:ident, $top:ident, $pc:ident, $floor:ident, $native:expr, $first:expr, $n:expr, $dst:expr, $frames:lifetime) => {{
        if let Some((call, args, n)) = $self.quick_native($native, $first, $n) {
            $self.frames[$top].pc = $pc as u32;
            match $self.call_quick(call, &args[..n]) {
                Ok(value) => $self.set_reg($dst, value),
                Err(unwind) => $self.fail(unwind, $floor)?,
            }
            continue $frames;
        }
    }};
}

/// Does an op in full, by a method that may use the whole machine, and goes on as that says.
macro_rules! leave {
    ($self:ident, $top:ident, $pc:ident, $floor:ident, $frames:lifetime, $result:expr) => {{
        $self.frames[$top].pc = $pc as u32;
        match $result {
            Ok(Flow::Next | Flow::Switch) => continue $frames,
            Ok(Flow::Jump(target)) => {
                // The frame may be the one that resumed a generator, not the one that ran.
                let Some(frame) = $self.frames.last_mut() else { continue $frames };
                let from = core::mem::replace(&mut frame.pc, target);
                if target < from {
                    $self.heap.fuel -= i64::from(from - target);
                    if let Err(unwind) = $self.safepoint_if_due() {
                        $self.fail(unwind, $floor)?;
                    }
                }
                continue $frames;
            }
            Ok(Flow::Done(done)) => return Ok(done),
            Err(unwind) => {
                $self.fail(unwind, $floor)?;
                continue $frames;
            }
        }
    }};
}
