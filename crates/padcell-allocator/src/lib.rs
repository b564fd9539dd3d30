//! The allocator of the `padcell` command: small blocks from mimalloc, large ones from the system.
//!
//! Cells make many small blocks and free them in bulk, which mimalloc does best. A slab or a list that grows is one large
//! block that is reallocated again and again: the system moves its pages, where mimalloc would copy them and hold both
//! for a moment, beyond the memory that the cell was charged for.
//!
//! This is the only crate of the project with `unsafe`: a global allocator cannot be written without.
#![allow(unsafe_code, reason = "GlobalAlloc is an unsafe trait")]

use std::alloc::{GlobalAlloc, Layout, System};

use libmimalloc_sys::{
    mi_free, mi_malloc, mi_malloc_aligned, mi_realloc, mi_realloc_aligned, mi_zalloc, mi_zalloc_aligned,
};

/// Blocks from this size on (bytes) are the system's, which maps each by itself.
const LARGE: usize = 256 << 10;

/// Has the system map each large block by itself from now on. glibc would stop to do so for all blocks that are smaller
/// than the largest one freed so far: they would be copied when they grow, and kept when they are freed.
pub fn map_large_blocks() {
    #[cfg(target_env = "gnu")]
    // SAFETY: `mallopt` takes two numbers and may be called at any time; a value that it does not take changes nothing.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE as i32);
    }
}

/// Small blocks from mimalloc, large ones from the system.
#[derive(Clone, Copy, Debug, Default)]
pub struct Allocator;

/// Who has a block of this size. Both sides decide by the size in the layout, which the caller of `dealloc` and
/// `realloc` must give as it was.
const fn is_large(size: usize) -> bool {
    size >= LARGE
}

/// Whether mimalloc aligns a block so without being asked: to 16 bytes, and smaller ones to their size.
const fn is_plain(size: usize, align: usize) -> bool {
    align <= 16 && align <= size
}

/// Small blocks. mimalloc's functions for aligned blocks do more, and few blocks need them.
struct Small;

// SAFETY: mimalloc's functions promise what the trait asks. Blocks of both kinds may be freed and reallocated alike.
unsafe impl GlobalAlloc for Small {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let (size, align) = (layout.size(), layout.align());
        // SAFETY: any size may be asked for; the alignment is a power of two.
        unsafe { if is_plain(size, align) { mi_malloc(size) } else { mi_malloc_aligned(size, align) } }.cast()
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        let (size, align) = (layout.size(), layout.align());
        // SAFETY: as above.
        unsafe { if is_plain(size, align) { mi_zalloc(size) } else { mi_zalloc_aligned(size, align) } }.cast()
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, _: Layout) {
        // SAFETY: the block is mimalloc's and in use, by the caller's promise.
        unsafe { mi_free(block.cast()) }
    }

    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let align = layout.align();
        // SAFETY: as above.
        unsafe {
            if is_plain(size, align) {
                mi_realloc(block.cast(), size)
            } else {
                mi_realloc_aligned(block.cast(), size, align)
            }
        }
        .cast()
    }
}

// SAFETY: each block is handed back to the allocator that it came from: the choice depends on its layout's size alone.
unsafe impl GlobalAlloc for Allocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promises are passed on as they are.
        unsafe { if is_large(layout.size()) { System.alloc(layout) } else { Small.alloc(layout) } }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as above.
        unsafe {
            if is_large(layout.size()) { System.alloc_zeroed(layout) } else { Small.alloc_zeroed(layout) }
        }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the block came from the same one of the two, see `is_large`.
        unsafe {
            if is_large(layout.size()) { System.dealloc(block, layout) } else { Small.dealloc(block, layout) }
        }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: a block that stays with its allocator is reallocated there. One that changes over is copied: `size` is
        // not 0 and fits the alignment by the caller's promise, and the shorter length is valid in both blocks.
        unsafe {
            match (is_large(layout.size()), is_large(size)) {
                (true, true) => System.realloc(block, layout, size),
                (false, false) => Small.realloc(block, layout, size),
                _ => {
                    let new = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
                    if !new.is_null() {
                        new.copy_from_nonoverlapping(block, layout.size().min(size));
                        self.dealloc(block, layout);
                    }
                    new
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::alloc::{GlobalAlloc, Layout};

    use super::{Allocator, LARGE};

    /// A block keeps its bytes through every change of owner, up and down.
    #[test]
    fn contents_survive_reallocation() {
        let sizes = [24, 4_000, LARGE - 1, LARGE, LARGE * 3, LARGE * 9, LARGE, LARGE - 1, 100, 24];
        let mut layout = Layout::array::<u8>(24).expect("a layout");
        // SAFETY: every access stays inside the size of the block at the time, and the block is freed once.
        unsafe {
            let mut block = Allocator.alloc_zeroed(layout);
            for (byte, at) in (1..=24).zip(0..) {
                block.add(at).write(byte);
            }
            for size in sizes {
                block = Allocator.realloc(block, layout, size);
                assert!(!block.is_null());
                layout = Layout::array::<u8>(size).expect("a layout");
                block.add(size - 1).write(if size == 24 { 24 } else { 7 });
                for (byte, at) in (1..=23).zip(0..) {
                    assert_eq!(block.add(at).read(), byte);
                }
            }
            Allocator.dealloc(block, layout);
        }
    }
}
