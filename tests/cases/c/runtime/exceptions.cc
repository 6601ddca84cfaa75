// The part of the Itanium C++ ABI that Debian's libc++abi for WebAssembly is built without: throwing and catching.
// A C++ exception is a WebAssembly exception with the tag __cpp_exception that carries the address of a thrown header.
// Code that catches by type stores the number of its landing pad and the address of its table in __wasm_lpad_context,
// calls _Unwind_CallPersonality, and reads back which of its types matched.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <typeinfo>

namespace {

enum { exception_tag = 0 };

// For WebAssembly a destructor gives back the object's address, as in the ABI for ARM.
using destructor = void *(*)(void *);

// What the ABI library's type descriptions can do beyond std::type_info. Only the order of the virtual functions counts.
class catching_type : public std::type_info {
public:
    virtual void reserved_1() const;
    virtual void reserved_2() const;
    virtual bool can_catch(const catching_type *thrown, void *&object) const = 0;
};

// Stands before the thrown object, which follows it with the alignment of any type.
struct alignas(16) thrown_header {
    const std::type_info *type;
    destructor destroy;
    thrown_header *primary; // Whose object this one throws once more (std::rethrow_exception); null for its own.
    thrown_header *outer;   // The exception caught before this one.
    void *adjusted;         // The object as the matching handler sees it, a base class perhaps.
    int handlers;           // Handlers that are running; negative once thrown again out of them.
    int references;

    void *object() { return (primary == nullptr ? this : primary) + 1; }
    static thrown_header *of(void *object) { return static_cast<thrown_header *>(object) - 1; }
};

thrown_header *caught_top;
unsigned uncaught_count;

// A table of handlers as the compiler writes it: call sites by landing pad, chains of actions, types counted backwards.
class handler_table {
public:
    explicit handler_table(const unsigned char *start) : at(start)
    {
        if (*at++ != omitted)
            std::abort(); // A landing pad base; the compiler writes none for WebAssembly.
        if (*at++ != omitted) {
            std::uintptr_t length = unsigned_number();
            types = reinterpret_cast<const catching_type *const *>(at + length);
        }
        at++; // How call sites are written: always as pairs of numbers.
        std::uintptr_t length = unsigned_number();
        actions = at + length;
    }

    // The first action of a landing pad, null for none.
    const unsigned char *first_action(std::uintptr_t pad)
    {
        std::uintptr_t action = 0;
        for (std::uintptr_t i = 0; i <= pad; i++) {
            unsigned_number();
            action = unsigned_number();
        }
        return action == 0 ? nullptr : actions + action - 1;
    }

    // The number of the first handler that takes the exception, 0 for none.
    std::uintptr_t matching(const unsigned char *action, thrown_header *thrown)
    {
        while (action != nullptr) {
            at = action;
            std::intptr_t filter = signed_number();
            const unsigned char *link = at;
            std::intptr_t next = signed_number();
            if (0 < filter) {
                const catching_type *type = types[-filter];
                void *object = thrown->object();
                if (type == nullptr || type->can_catch(static_cast<const catching_type *>(thrown->type), object)) {
                    thrown->adjusted = object;
                    return static_cast<std::uintptr_t>(filter);
                }
            }
            action = next == 0 ? nullptr : link + next;
        }
        return 0;
    }

private:
    enum { omitted = 0xff };

    std::uintptr_t unsigned_number()
    {
        std::uintptr_t value = 0;
        for (unsigned shift = 0;; shift += 7) {
            unsigned char part = *at++;
            value |= static_cast<std::uintptr_t>(part & 0x7f) << shift;
            if (part < 0x80)
                return value;
        }
    }

    std::intptr_t signed_number()
    {
        std::uintptr_t value = 0;
        unsigned shift = 0;
        unsigned char part;
        do {
            part = *at++;
            value |= static_cast<std::uintptr_t>(part & 0x7f) << shift;
            shift += 7;
        } while (0x80 <= part);
        if (shift < 8 * sizeof value && (part & 0x40) != 0)
            value |= ~std::uintptr_t{0} << shift;
        return static_cast<std::intptr_t>(value);
    }

    const unsigned char *at;
    const unsigned char *actions;
    const catching_type *const *types = nullptr;
};

void release(thrown_header *thrown)
{
    if (--thrown->references != 0)
        return;
    if (thrown->primary != nullptr)
        release(thrown->primary);
    else if (thrown->destroy != nullptr)
        thrown->destroy(thrown->object());
    std::free(thrown);
}

[[noreturn]] void raise(thrown_header *thrown)
{
    uncaught_count++;
    __builtin_wasm_throw(exception_tag, thrown);
}

} // namespace

extern "C" {

struct landing_pad_context {
    std::uintptr_t pad;
    const unsigned char *table;
    std::uintptr_t selector;
};

landing_pad_context __wasm_lpad_context;

int _Unwind_CallPersonality(void *exception)
{
    landing_pad_context &context = __wasm_lpad_context;
    context.selector = 0;
    if (context.table != nullptr) {
        handler_table table(context.table);
        context.selector = table.matching(table.first_action(context.pad), static_cast<thrown_header *>(exception));
    }
    return 0;
}

void *__cxa_allocate_exception(std::size_t size)
{
    void *memory = std::malloc(sizeof(thrown_header) + size);
    if (memory == nullptr)
        std::terminate();
    return static_cast<thrown_header *>(memory) + 1;
}

void __cxa_free_exception(void *object) noexcept
{
    std::free(thrown_header::of(object));
}

[[noreturn]] void __cxa_throw(void *object, std::type_info *type, destructor destroy)
{
    thrown_header *thrown = thrown_header::of(object);
    *thrown = {type, destroy, nullptr, nullptr, object, 0, 1};
    raise(thrown);
}

void *__cxa_begin_catch(void *exception) noexcept
{
    thrown_header *thrown = static_cast<thrown_header *>(exception);
    uncaught_count--;
    thrown->handlers = thrown->handlers < 0 ? 1 - thrown->handlers : thrown->handlers + 1;
    if (caught_top != thrown) {
        thrown->outer = caught_top;
        caught_top = thrown;
    }
    return thrown->adjusted;
}

void __cxa_end_catch()
{
    thrown_header *thrown = caught_top;
    if (thrown == nullptr)
        return;
    if (thrown->handlers < 0) {
        // Thrown again: it is in flight and stays alive.
        if (++thrown->handlers == 0)
            caught_top = thrown->outer;
    } else if (--thrown->handlers == 0) {
        caught_top = thrown->outer;
        release(thrown);
    }
}

[[noreturn]] void __cxa_rethrow()
{
    thrown_header *thrown = caught_top;
    if (thrown == nullptr)
        std::terminate();
    thrown->handlers = -thrown->handlers;
    raise(thrown);
}

void *__cxa_get_exception_ptr(void *exception) noexcept
{
    return static_cast<thrown_header *>(exception)->adjusted;
}

void *__cxa_current_primary_exception() noexcept
{
    if (caught_top == nullptr)
        return nullptr;
    thrown_header *holder = caught_top->primary == nullptr ? caught_top : caught_top->primary;
    holder->references++;
    return holder->object();
}

void __cxa_rethrow_primary_exception(void *object)
{
    if (object == nullptr)
        return;
    thrown_header *primary = thrown_header::of(object);
    thrown_header *again = thrown_header::of(__cxa_allocate_exception(0));
    primary->references++;
    *again = {primary->type, nullptr, primary, nullptr, object, 0, 1};
    raise(again);
}

void __cxa_increment_exception_refcount(void *object) noexcept
{
    if (object != nullptr)
        thrown_header::of(object)->references++;
}

void __cxa_decrement_exception_refcount(void *object) noexcept
{
    if (object != nullptr)
        release(thrown_header::of(object));
}

std::type_info *__cxa_current_exception_type() noexcept
{
    return caught_top == nullptr ? nullptr : const_cast<std::type_info *>(caught_top->type);
}

unsigned __cxa_uncaught_exceptions() noexcept
{
    return uncaught_count;
}

bool __cxa_uncaught_exception() noexcept
{
    return uncaught_count != 0;
}

} // extern "C"
