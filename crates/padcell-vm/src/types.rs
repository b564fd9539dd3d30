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
        pub struct Types { $(pub $field: Id<Class>,)* }

        impl Types {
            /// Handles before the classes exist: the table's order is the order in which they are made.
            pub(crate) const ALL: &Self = &Self::fixed();
            /// How many there are.
            pub(crate) const COUNT: u32 = [$($name),*].len() as u32;

            const fn fixed() -> Self {
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

const TYPES: &Types = Types::ALL;

/// Methods of each builtin type, one file a type.
const METHODS: &[(Id<Class>, &[Def])] = &[
    (TYPES.object, object::METHODS),
    (TYPES.list, list::METHODS),
    (TYPES.tuple, tuple::METHODS),
    (TYPES.dict, dict::METHODS),
    (TYPES.dict_keys, dict::views::KEYS),
    (TYPES.dict_values, dict::views::VALUES),
    (TYPES.dict_items, dict::views::KEYS),
    (TYPES.set, set::METHODS),
    (TYPES.frozenset, set::FROZEN_METHODS),
    (TYPES.range, range::METHODS),
    (TYPES.slice, slice::METHODS),
    (TYPES.range_iterator, iterators::METHODS),
    (TYPES.longrange_iterator, iterators::METHODS),
    (TYPES.list_iterator, iterators::METHODS),
    (TYPES.list_reverseiterator, iterators::METHODS),
    (TYPES.tuple_iterator, iterators::METHODS),
    (TYPES.str_iterator, iterators::METHODS),
    (TYPES.bytes_iterator, iterators::METHODS),
    (TYPES.bytearray_iterator, iterators::METHODS),
    (TYPES.iterator, iterators::METHODS),
    (TYPES.dict_keyiterator, iterators::METHODS),
    (TYPES.dict_valueiterator, iterators::METHODS),
    (TYPES.dict_itemiterator, iterators::METHODS),
    (TYPES.dict_reversekeyiterator, iterators::METHODS),
    (TYPES.dict_reversevalueiterator, iterators::METHODS),
    (TYPES.dict_reverseitemiterator, iterators::METHODS),
    (TYPES.set_iterator, iterators::METHODS),
    (TYPES.callable_iterator, iterators::PLAIN_METHODS),
    (TYPES.enumerate, iterators::PLAIN_METHODS),
    (TYPES.zip, iterators::PLAIN_METHODS),
    (TYPES.map, iterators::PLAIN_METHODS),
    (TYPES.filter, iterators::PLAIN_METHODS),
    (TYPES.reversed, iterators::PLAIN_METHODS),
    (TYPES.enumerate, iterators::ENUMERATE),
    (TYPES.zip, iterators::ZIP),
    (TYPES.map, iterators::MAP),
    (TYPES.filter, iterators::FILTER),
    (TYPES.reversed, iterators::REVERSED),
    (TYPES.int, int::METHODS),
    (TYPES.int, int::OPERATORS),
    (TYPES.int, int::COMPARISONS),
    (TYPES.bool_, bool_::METHODS),
    (TYPES.float, float::METHODS),
    (TYPES.float, float::OPERATORS),
    (TYPES.float, float::COMPARISONS),
    (TYPES.complex, complex::METHODS),
    (TYPES.complex, complex::OPERATORS),
    (TYPES.complex, complex::COMPARISONS),
    (TYPES.type_, type_::METHODS),
    (TYPES.none_type, none::NONE),
    (TYPES.ellipsis, none::ELLIPSIS),
    (TYPES.not_implemented_type, none::NOT_IMPLEMENTED),
    (TYPES.function, function::METHODS),
    (TYPES.function, object::DICT),
    (TYPES.method, method::METHODS),
    (TYPES.builtin_function, builtin_function::FUNCTIONS),
    (TYPES.method_descriptor, builtin_function::METHODS),
    (TYPES.classmethod_descriptor, builtin_function::CLASS_METHODS),
    (TYPES.getset_descriptor, builtin_function::COMPUTED),
    (TYPES.member_descriptor, member_descriptor::METHODS),
    (TYPES.module, module::METHODS),
    (TYPES.module, object::DICT),
    (TYPES.cell, cell::METHODS),
    (TYPES.property, property::METHODS),
    (TYPES.classmethod, classmethod::CLASS_METHODS),
    (TYPES.classmethod, object::DICT),
    (TYPES.staticmethod, classmethod::STATIC_METHODS),
    (TYPES.staticmethod, object::DICT),
    (TYPES.super_, super_::METHODS),
    (TYPES.mapping_proxy, mapping_proxy::METHODS),
    (TYPES.generic_alias, generic_alias::METHODS),
    (TYPES.union_, union_::METHODS),
    (TYPES.str_, str_::METHODS),
    (TYPES.str_, str_::case::METHODS),
    (TYPES.str_, str_::encode::METHODS),
    (TYPES.str_, str_::format::METHODS),
    (TYPES.str_, str_::pad::METHODS),
    (TYPES.str_, str_::predicates::METHODS),
    (TYPES.str_, str_::replace::METHODS),
    (TYPES.str_, str_::search::METHODS),
    (TYPES.str_, str_::split::METHODS),
    (TYPES.str_, str_::strip::METHODS),
    (TYPES.str_, str_::translate::METHODS),
    (TYPES.bytes, bytes::METHODS),
    (TYPES.bytes, bytes::ascii::METHODS),
    (TYPES.bytes, bytes::hex::METHODS),
    (TYPES.bytes, bytes::pad::METHODS),
    (TYPES.bytes, bytes::search::METHODS),
    (TYPES.bytes, bytes::sequence::METHODS),
    (TYPES.bytes, bytes::split::METHODS),
    (TYPES.bytes, bytes::strip::METHODS),
    (TYPES.bytes, bytes::translate::METHODS),
    (TYPES.bytearray, bytearray::METHODS),
    (TYPES.bytearray, bytes::ascii::METHODS),
    (TYPES.bytearray, bytes::hex::METHODS),
    (TYPES.bytearray, bytes::pad::METHODS),
    (TYPES.bytearray, bytes::search::METHODS),
    (TYPES.bytearray, bytes::sequence::METHODS),
    (TYPES.bytearray, bytes::split::METHODS),
    (TYPES.bytearray, bytes::strip::METHODS),
    (TYPES.bytearray, bytes::translate::METHODS),
    (TYPES.memoryview, memoryview::METHODS),
    (TYPES.list, generic_alias::CLASS_GETITEM),
    (TYPES.tuple, generic_alias::CLASS_GETITEM),
    (TYPES.dict, generic_alias::CLASS_GETITEM),
    (TYPES.set, generic_alias::CLASS_GETITEM),
    (TYPES.frozenset, generic_alias::CLASS_GETITEM),
    (TYPES.enumerate, generic_alias::CLASS_GETITEM),
    (TYPES.memoryview, generic_alias::CLASS_GETITEM),
    (TYPES.slice, generic_alias::CLASS_GETITEM),
    (TYPES.weakref, crate::modules::weakref::REFERENCE),
    (TYPES.frame, frame::METHODS),
    (TYPES.traceback, traceback::METHODS),
    (TYPES.simple_namespace, simple_namespace::METHODS),
    (TYPES.simple_namespace, object::DICT),
    (TYPES.module_spec, module_spec::METHODS),
    (TYPES.module_spec, object::DICT),
    (TYPES.code, code::METHODS),
    (TYPES.generator, generator::GENERATOR),
    (TYPES.coroutine, generator::COROUTINE),
    (TYPES.async_generator, generator::ASYNC_GENERATOR),
];

/// Where the builtin types say that they are from, other than `builtins`.
const MODULES: &[(Id<Class>, &str)] = &[
    (TYPES.weakref, "weakref"),
    (TYPES.weakproxy, "weakref"),
    (TYPES.simple_namespace, "types"),
    (TYPES.generic_alias, "types"),
    (TYPES.union_, "typing"),
    (TYPES.module_spec, "importlib._bootstrap"),
    (crate::exceptions::ExceptionTypes::ALL.restricted_error, "rexec"),
];

const UNHASHABLE: [Id<Class>; 6] =
    [TYPES.bytearray, TYPES.list, TYPES.dict, TYPES.set, TYPES.dict_keys, TYPES.dict_items];

/// Attributes of the builtin types and exceptions.
pub(crate) fn rows() -> impl Iterator<Item = (Id<Class>, Pending)> {
    let modules = MODULES.iter().map(|(class, name)| (*class, Pending::Module(name)));
    let proxy = crate::modules::weakref::PROXY.iter();
    let proxy = proxy.map(|methods| (TYPES.weakproxy, Pending::Methods(methods)));
    let exceptions = crate::exceptions::METHODS.iter();
    let methods = METHODS.iter().chain(exceptions).map(|(class, it)| (*class, Pending::Methods(it)));
    let unhashable = UNHASHABLE.iter().map(|class| (*class, Pending::Unhashable));
    let docs = docs::DOCS.iter().map(|(class, text)| (*class, Pending::Doc(text)));
    modules.chain(proxy).chain(methods).chain(unhashable).chain(docs)
}
