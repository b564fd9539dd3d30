//! The one place where a panic of the runtime is caught: it becomes a stop and is not printed.

use std::any::Any;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::{Mutex, Once, PoisonError};
use std::thread::{self, ThreadId};

/// Where each thread panicked last; the hook alone is told.
static PLACES: Mutex<Vec<(ThreadId, String)>> = Mutex::new(Vec::new());
static HOOK: Once = Once::new();

/// The name of the threads on which cells run.
const THREAD: &str = "padcell";

/// Runs `f`; a panic becomes its text and place.
pub(super) fn catch<T>(f: impl FnOnce() -> T) -> Result<T, String> {
    HOOK.call_once(install);
    panic::catch_unwind(AssertUnwindSafe(f)).map_err(|payload| {
        let text = text_of(&*payload);
        match take_place() {
            Some(place) => format!("{text} ({place})"),
            None => text,
        }
    })
}

/// Keeps panics of cells off standard error and leaves those of other threads to the hook that was there.
fn install() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info: &PanicHookInfo<'_>| {
        let current = thread::current();
        if current.name() != Some(THREAD) {
            return before(info);
        }
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        let mut places = PLACES.lock().unwrap_or_else(PoisonError::into_inner);
        places.retain(|(thread, _)| *thread != current.id());
        places.push((current.id(), place));
    }));
}

fn take_place() -> Option<String> {
    let mut places = PLACES.lock().unwrap_or_else(PoisonError::into_inner);
    let index = places.iter().position(|(thread, _)| *thread == thread::current().id())?;
    Some(places.swap_remove(index).1)
}

fn text_of(payload: &(dyn Any + Send)) -> String {
    match (payload.downcast_ref::<&str>(), payload.downcast_ref::<String>()) {
        (Some(text), _) => (*text).to_owned(),
        (None, Some(text)) => text.clone(),
        (None, None) => String::from("panic"),
    }
}
