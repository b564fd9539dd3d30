//! Names that the machine itself looks up, interned once.

// tidy: table

use crate::error::Res;
use crate::heap::{Heap, Id, Str};

macro_rules! names {
    ($($name:ident)*) => {
        /// Interned names; a field is spelled as the name is. They are the first strings of every heap, so that a name has
        /// the same handle in all.
        pub struct Names { $(pub $name: Id<Str>,)* }

        impl Names {
            pub(crate) const ALL: &Self = &Self::fixed();

            const fn fixed() -> Self {
                let mut next = 0;
                $(let $name = Id::fixed(next); next += 1;)*
                let _ = next;
                Self { $($name,)* }
            }

            /// Makes the strings, in a new heap.
            pub(crate) fn make(heap: &mut Heap) -> Res<()> {
                for text in [$(stringify!($name)),*] {
                    heap.intern_static(text)?;
                }
                Ok(())
            }
        }
    };
}

names! {
    __abs__ __abstractmethods__ __add__ __aenter__ __aexit__ __aiter__ __all__ __and__ __anext__ __annotate__
    __annotate_func__ __annotations__ __annotations_cache__ __await__ __base__ __bases__ __bool__
    __build_class__ __builtins__ __bytes__ __call__ __class__ __class_getitem__ __classcell__ __complex__
    __contains__ __del__ __delattr__ __delete__ __delitem__ __dict__ __dir__ __divmod__ __doc__ __enter__
    __eq__ __exit__ __file__ __firstlineno__ __float__ __floordiv__ __format__ __fspath__ __ge__ __get__
    __getattr__ __getattribute__ __getitem__ __getstate__ __gt__ __hash__ __iadd__ __iand__ __ifloordiv__
    __ilshift__ __imatmul__ __imod__ __import__ __imul__ __index__ __init__ __init_subclass__
    __instancecheck__ __int__ __invert__ __ior__ __ipow__ __irshift__ __isub__ __iter__ __itruediv__ __ixor__
    __le__ __len__ __length_hint__ __loader__ __lshift__ __lt__ __main__ __match_args__ __matmul__
    __missing__ __mod__ __module__ __mro_entries__ __mul__ __name__ __ne__ __neg__ __new__ __next__
    __objclass__ __or__ __orig_bases__ __origin__ __package__ __path__ __pos__ __pow__ __prepare__ __qualname__ __radd__
    __rand__ __rdivmod__ __reduce__ __reduce_ex__ __repr__ __reversed__ __rfloordiv__ __rlshift__ __rmatmul__
    __rmod__ __rmul__ __ror__ __round__ __rpow__ __rrshift__ __rshift__ __rsub__ __rtruediv__ __rxor__
    __self__ __set__ __set_name__ __setattr__ __setitem__ __setstate__ __sizeof__ __slots__ __spec__
    __static_attributes__ __str__ __sub__ __subclasscheck__ __subclasses__ __subclasshook__
    __suppress_context__ __traceback__ __truediv__ __type_params__ __weakref__ __wrapped__ __xor__ __notes__
    __cause__ __context__ __floor__ __ceil__ __trunc__ __code__ __closure__ __defaults__ __kwdefaults__
    __globals__ __func__ __isabstractmethod__ __text_signature__ __mro__ __conditional_annotations__
    __classdictcell__ __cached__ _initializing add_note args builtins cell_traceback close code displayhook encoding end
    excepthook file flush keys items metaclass mode modules msg name obj path print_file_and_line send stderr
    stdin stdout throw text value write lineno offset filename errno strerror filename2 end_lineno end_offset
    reason object start exceptions message last_value append update strict key reverse default sep mro
    tb_next characters_written name_from kind inside
}
