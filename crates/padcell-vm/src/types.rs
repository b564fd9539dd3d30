//! THE list of builtin types that the machine knows by name; what is not listed here or in a module does not exist.

// tidy: table

use crate::error::Res;
use crate::heap::{Class, ClassFlags, Id, Layout};
use crate::native::Def;
use crate::object::fill::Pending;
use crate::vm::Vm;

pub(crate) mod bool_;
pub(crate) mod builtin_function;
pub(crate) mod bytearray;
pub(crate) mod bytes;
pub(crate) mod cell;
pub(crate) mod classmethod;
pub(crate) mod code;
pub(crate) mod complex;
pub(crate) mod dict;
mod docs;
pub(crate) mod float;
pub(crate) mod format;
pub(crate) mod frame;
pub(crate) mod function;
pub(crate) mod generator;
pub(crate) mod generic_alias;
pub(crate) mod int;
pub(crate) mod iterators;
pub(crate) mod list;
pub(crate) mod mapping_proxy;
pub(crate) mod member_descriptor;
pub(crate) mod memoryview;
pub(crate) mod method;
pub(crate) mod module;
pub(crate) mod module_spec;
pub(crate) mod none;
pub(crate) mod number;
pub(crate) mod object;
pub(crate) mod property;
pub(crate) mod range;
pub(crate) mod sequence;
pub(crate) mod set;
pub(crate) mod simple_namespace;
pub(crate) mod slice;
pub(crate) mod str_;
pub(crate) mod super_;
pub(crate) mod text_builder;
pub(crate) mod traceback;
pub(crate) mod tuple;
pub(crate) mod type_;
pub(crate) mod union_;

macro_rules! types {
    ($($field:ident $name:literal $base:ident $layout:ident [$($flag:ident)*];)*) => {
        /// The builtin types.
        #[derive(Clone, Copy)]
        pub struct Types { $(pub $field: Id<Class>,)* }

        impl Types {
            /// Handles before the classes exist: the table's order is the order in which they are made.
            pub(crate) fn fixed() -> Self {
                let mut next = 0;
                $(let $field = Id::fixed(next); next += 1;)*
                let _ = next;
                Self { $($field,)* }
            }

            /// Makes the classes, in the order of the table.
            pub(crate) fn make(vm: &mut Vm) -> Res<()> {
                $(
                    let flags = ClassFlags::default()$(.with(ClassFlags::$flag))*;
                    vm.new_builtin_class($name, vm.types.$base, Layout::$layout, flags)?;
                )*
                Ok(())
            }
        }
    };
}

types! {
    object "object" object Object [BASE];
    type_ "type" object Class [BASE META DICT];
    int "int" object Wrapped [BASE MATCH_SELF];
    bool_ "bool" int Wrapped [MATCH_SELF];
    float "float" object Wrapped [BASE MATCH_SELF];
    complex "complex" object Wrapped [BASE];
    str_ "str" object Wrapped [BASE MATCH_SELF];
    bytes "bytes" object Wrapped [BASE MATCH_SELF];
    bytearray "bytearray" object Wrapped [BASE MATCH_SELF];
    tuple "tuple" object Wrapped [BASE SEQUENCE MATCH_SELF];
    list "list" object Wrapped [BASE SEQUENCE MATCH_SELF];
    dict "dict" object Wrapped [BASE MAPPING MATCH_SELF];
    set "set" object Wrapped [BASE MATCH_SELF];
    frozenset "frozenset" object Wrapped [BASE MATCH_SELF];
    range "range" object Wrapped [SEQUENCE];
    slice "slice" object Wrapped [];
    none_type "NoneType" object Wrapped [];
    not_implemented_type "NotImplementedType" object Wrapped [];
    ellipsis "ellipsis" object Wrapped [];
    function "function" object Native [DICT];
    builtin_function "builtin_function_or_method" object Native [];
    method "method" object Native [];
    method_descriptor "method_descriptor" object Native [];
    classmethod_descriptor "classmethod_descriptor" object Native [];
    getset_descriptor "getset_descriptor" object Native [];
    member_descriptor "member_descriptor" object Native [];
    module "module" object Module [BASE DICT];
    generator "generator" object Native [];
    coroutine "coroutine" object Native [];
    async_generator "async_generator" object Native [];
    code "code" object Native [];
    cell "cell" object Native [];
    property "property" object Native [BASE];
    classmethod "classmethod" object Native [BASE DICT];
    staticmethod "staticmethod" object Native [BASE DICT];
    super_ "super" object Native [BASE];
    mapping_proxy "mappingproxy" object Native [MAPPING];
    dict_keys "dict_keys" object Native [];
    dict_values "dict_values" object Native [];
    dict_items "dict_items" object Native [];
    traceback "traceback" object Native [];
    frame "frame" object Native [];
    weakref "ReferenceType" object Native [BASE];
    weakproxy "ProxyType" object Native [];
    memoryview "memoryview" object Native [SEQUENCE];
    generic_alias "GenericAlias" object Native [BASE];
    union_ "Union" object Native [];
    simple_namespace "SimpleNamespace" object Object [BASE DICT];
    module_spec "ModuleSpec" object Object [BASE DICT];
    iterator "iterator" object Native [];
    callable_iterator "callable_iterator" object Native [];
    range_iterator "range_iterator" object Native [];
    longrange_iterator "longrange_iterator" object Native [];
    list_iterator "list_iterator" object Native [];
    list_reverseiterator "list_reverseiterator" object Native [];
    tuple_iterator "tuple_iterator" object Native [];
    str_iterator "str_iterator" object Native [];
    bytes_iterator "bytes_iterator" object Native [];
    bytearray_iterator "bytearray_iterator" object Native [];
    dict_keyiterator "dict_keyiterator" object Native [];
    dict_valueiterator "dict_valueiterator" object Native [];
    dict_itemiterator "dict_itemiterator" object Native [];
    dict_reversekeyiterator "dict_reversekeyiterator" object Native [];
    dict_reversevalueiterator "dict_reversevalueiterator" object Native [];
    dict_reverseitemiterator "dict_reverseitemiterator" object Native [];
    set_iterator "set_iterator" object Native [];
    enumerate "enumerate" object Native [BASE];
    zip "zip" object Native [BASE];
    map "map" object Native [BASE];
    filter "filter" object Native [BASE];
    reversed "reversed" object Native [BASE];
}

/// Methods of each builtin type, one file a type.
pub(crate) fn fill(vm: &mut Vm) -> Res<()> {
    let types = vm.types;
    let table: &[(Id<Class>, &'static [Def])] = &[
        (types.object, object::METHODS),
        (types.list, list::METHODS),
        (types.tuple, tuple::METHODS),
        (types.dict, dict::METHODS),
        (types.dict_keys, dict::views::KEYS),
        (types.dict_values, dict::views::VALUES),
        (types.dict_items, dict::views::KEYS),
        (types.set, set::METHODS),
        (types.frozenset, set::FROZEN_METHODS),
        (types.range, range::METHODS),
        (types.slice, slice::METHODS),
        (types.range_iterator, iterators::METHODS),
        (types.longrange_iterator, iterators::METHODS),
        (types.list_iterator, iterators::METHODS),
        (types.list_reverseiterator, iterators::METHODS),
        (types.tuple_iterator, iterators::METHODS),
        (types.str_iterator, iterators::METHODS),
        (types.bytes_iterator, iterators::METHODS),
        (types.bytearray_iterator, iterators::METHODS),
        (types.iterator, iterators::METHODS),
        (types.dict_keyiterator, iterators::METHODS),
        (types.dict_valueiterator, iterators::METHODS),
        (types.dict_itemiterator, iterators::METHODS),
        (types.dict_reversekeyiterator, iterators::METHODS),
        (types.dict_reversevalueiterator, iterators::METHODS),
        (types.dict_reverseitemiterator, iterators::METHODS),
        (types.set_iterator, iterators::METHODS),
        (types.callable_iterator, iterators::PLAIN_METHODS),
        (types.enumerate, iterators::PLAIN_METHODS),
        (types.zip, iterators::PLAIN_METHODS),
        (types.map, iterators::PLAIN_METHODS),
        (types.filter, iterators::PLAIN_METHODS),
        (types.reversed, iterators::PLAIN_METHODS),
        (types.enumerate, iterators::ENUMERATE),
        (types.zip, iterators::ZIP),
        (types.map, iterators::MAP),
        (types.filter, iterators::FILTER),
        (types.reversed, iterators::REVERSED),
        (types.int, int::METHODS),
        (types.int, int::OPERATORS),
        (types.int, int::COMPARISONS),
        (types.bool_, bool_::METHODS),
        (types.float, float::METHODS),
        (types.float, float::OPERATORS),
        (types.float, float::COMPARISONS),
        (types.complex, complex::METHODS),
        (types.complex, complex::OPERATORS),
        (types.complex, complex::COMPARISONS),
        (types.type_, type_::METHODS),
        (types.none_type, none::NONE),
        (types.ellipsis, none::ELLIPSIS),
        (types.not_implemented_type, none::NOT_IMPLEMENTED),
        (types.function, function::METHODS),
        (types.function, object::DICT),
        (types.method, method::METHODS),
        (types.builtin_function, builtin_function::FUNCTIONS),
        (types.method_descriptor, builtin_function::METHODS),
        (types.classmethod_descriptor, builtin_function::CLASS_METHODS),
        (types.getset_descriptor, builtin_function::COMPUTED),
        (types.member_descriptor, member_descriptor::METHODS),
        (types.module, module::METHODS),
        (types.module, object::DICT),
        (types.cell, cell::METHODS),
        (types.property, property::METHODS),
        (types.classmethod, classmethod::CLASS_METHODS),
        (types.classmethod, object::DICT),
        (types.staticmethod, classmethod::STATIC_METHODS),
        (types.staticmethod, object::DICT),
        (types.super_, super_::METHODS),
        (types.mapping_proxy, mapping_proxy::METHODS),
        (types.generic_alias, generic_alias::METHODS),
        (types.union_, union_::METHODS),
        (types.str_, str_::METHODS),
        (types.str_, str_::case::METHODS),
        (types.str_, str_::encode::METHODS),
        (types.str_, str_::format::METHODS),
        (types.str_, str_::pad::METHODS),
        (types.str_, str_::predicates::METHODS),
        (types.str_, str_::replace::METHODS),
        (types.str_, str_::search::METHODS),
        (types.str_, str_::split::METHODS),
        (types.str_, str_::strip::METHODS),
        (types.str_, str_::translate::METHODS),
        (types.bytes, bytes::METHODS),
        (types.bytes, bytes::ascii::METHODS),
        (types.bytes, bytes::hex::METHODS),
        (types.bytes, bytes::pad::METHODS),
        (types.bytes, bytes::search::METHODS),
        (types.bytes, bytes::sequence::METHODS),
        (types.bytes, bytes::split::METHODS),
        (types.bytes, bytes::strip::METHODS),
        (types.bytes, bytes::translate::METHODS),
        (types.bytearray, bytearray::METHODS),
        (types.bytearray, bytes::ascii::METHODS),
        (types.bytearray, bytes::hex::METHODS),
        (types.bytearray, bytes::pad::METHODS),
        (types.bytearray, bytes::search::METHODS),
        (types.bytearray, bytes::sequence::METHODS),
        (types.bytearray, bytes::split::METHODS),
        (types.bytearray, bytes::strip::METHODS),
        (types.bytearray, bytes::translate::METHODS),
        (types.memoryview, memoryview::METHODS),
        (types.list, generic_alias::CLASS_GETITEM),
        (types.tuple, generic_alias::CLASS_GETITEM),
        (types.dict, generic_alias::CLASS_GETITEM),
        (types.set, generic_alias::CLASS_GETITEM),
        (types.frozenset, generic_alias::CLASS_GETITEM),
        (types.enumerate, generic_alias::CLASS_GETITEM),
        (types.memoryview, generic_alias::CLASS_GETITEM),
        (types.slice, generic_alias::CLASS_GETITEM),
        (types.weakref, crate::modules::weakref::REFERENCE),
        (types.frame, frame::METHODS),
        (types.traceback, traceback::METHODS),
        (types.simple_namespace, simple_namespace::METHODS),
        (types.simple_namespace, object::DICT),
        (types.module_spec, module_spec::METHODS),
        (types.module_spec, object::DICT),
        (types.code, code::METHODS),
        (types.generator, generator::GENERATOR),
        (types.coroutine, generator::COROUTINE),
        (types.async_generator, generator::ASYNC_GENERATOR),
    ];
    for (class, module) in [
        (types.weakref, "weakref"),
        (types.weakproxy, "weakref"),
        (types.simple_namespace, "types"),
        (types.generic_alias, "types"),
        (types.union_, "typing"),
        (types.module_spec, "importlib._bootstrap"),
    ] {
        vm.add_pending(class, Pending::Module(module))?;
    }
    for methods in crate::modules::weakref::PROXY {
        vm.add_methods(types.weakproxy, methods)?;
    }
    for (class, methods) in table {
        vm.add_methods(*class, methods)?;
    }
    for class in [types.bytearray, types.list, types.dict, types.set, types.dict_keys, types.dict_items] {
        vm.add_pending(class, Pending::Unhashable)?;
    }
    for (class, text) in docs::docs(&types) {
        vm.add_pending(class, Pending::Doc(text))?;
    }
    Ok(())
}
