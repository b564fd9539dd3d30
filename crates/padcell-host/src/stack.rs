//! A thread whose stack is large enough for the deepest nesting that a depth budget allows.

use std::io;
use std::panic::resume_unwind;
use std::thread;

/// Address space for the stack; the system gives memory only to the part that is touched.
pub const LARGE_STACK: usize = 256 << 20;

/// Runs `f` on a thread with a stack of `bytes` and waits for it. A panic in `f` goes on in the caller.
///
/// # Errors
/// When the system has no room for such a thread.
pub fn on_large_stack<T: Send>(bytes: usize, f: impl FnOnce() -> T + Send) -> io::Result<T> {
    thread::scope(|scope| {
        let thread = thread::Builder::new().name("padcell".to_owned()).stack_size(bytes);
        match thread.spawn_scoped(scope, f)?.join() {
            Ok(result) => Ok(result),
            Err(panic) => resume_unwind(panic),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deep(levels: usize) -> usize {
        let frame = std::hint::black_box([levels; 1024]);
        if levels == 0 { frame.len() } else { deep(levels - 1) + usize::from(frame.is_empty()) }
    }

    #[test]
    fn nesting_that_an_ordinary_stack_would_not_hold() {
        assert!(matches!(on_large_stack(LARGE_STACK, || deep(10_000)), Ok(1024)));
    }
}
