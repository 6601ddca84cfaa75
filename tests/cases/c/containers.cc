// C++ as programs use it: virtual functions, templates, the containers and algorithms of the library.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <functional>
#include <iomanip>
#include <iostream>
#include <list>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <queue>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace {

class shape {
public:
    virtual ~shape() { living--; }
    virtual double area() const = 0;
    virtual std::string name() const { return "shape"; }
    static int living;

protected:
    shape() { living++; }
};

int shape::living = 0;

class square : public shape {
public:
    explicit square(double side) : side(side) {}
    double area() const override { return side * side; }
    std::string name() const override { return "square"; }

private:
    double side;
};

class box {
public:
    virtual ~box() = default;
    virtual int corners() const { return 8; }
};

class cube : public square, public virtual box {
public:
    explicit cube(double side) : square(side) {}
    double area() const override { return 6 * square::area(); }
    std::string name() const override { return "cube with a longer name than fits into the string itself"; }
    int corners() const override { return box::corners() + 0; }
};

template <typename T, std::size_t N>
class ring {
public:
    void push(T value)
    {
        items[next] = std::move(value);
        next = (next + 1) % N;
        count = std::min(count + 1, N);
    }

    template <typename F>
    void each(F function) const
    {
        for (std::size_t i = 0; i < count; i++)
            function(items[(next + N - count + i) % N]);
    }

private:
    std::array<T, N> items{};
    std::size_t next = 0;
    std::size_t count = 0;
};

template <unsigned N>
struct factorial : std::integral_constant<std::uint64_t, N * factorial<N - 1>::value> {};

template <>
struct factorial<0> : std::integral_constant<std::uint64_t, 1> {};

template <typename... Parts>
std::string joined(const Parts &...parts)
{
    std::ostringstream out;
    ((out << parts << '|'), ...);
    return out.str();
}

void shapes()
{
    std::vector<std::unique_ptr<shape>> all;
    for (int i = 1; i <= 4; i++) {
        if (i % 2 == 0)
            all.push_back(std::make_unique<cube>(i));
        else
            all.push_back(std::make_unique<square>(i));
    }
    for (const auto &one : all) {
        const box *solid = dynamic_cast<const box *>(one.get());
        std::printf("%s %.1f %d\n", one->name().c_str(), one->area(), solid == nullptr ? -1 : solid->corners());
    }
    std::sort(all.begin(), all.end(), [](const auto &a, const auto &b) { return b->area() < a->area(); });
    std::printf("largest %.1f, living %d\n", all.front()->area(), shape::living);
    all.erase(all.begin(), all.begin() + 2);
    std::printf("living %d\n", shape::living);
}

void words()
{
    std::string text = "the quick brown fox jumps over the lazy dog while the other dog sleeps over there";
    std::map<std::string, int> counts;
    std::istringstream in(text);
    for (std::string word; in >> word;)
        counts[word]++;
    for (const auto &[word, count] : counts) {
        if (1 < count)
            std::cout << word << '=' << count << ' ';
    }
    std::cout << '\n';
    std::unordered_map<std::string, std::size_t> lengths;
    for (const auto &entry : counts)
        lengths.emplace(entry.first, entry.first.size());
    std::multimap<std::size_t, std::string> by_length;
    for (const auto &[word, length] : lengths)
        by_length.emplace(length, word);
    std::set<std::string> longest;
    auto range = by_length.equal_range(by_length.rbegin()->first);
    for (auto i = range.first; i != range.second; ++i)
        longest.insert(i->second);
    for (const auto &word : longest)
        std::cout << word << ' ';
    std::string changed = text.substr(4, 11) + "!";
    std::reverse(changed.begin(), changed.end());
    changed.replace(changed.find("kciuq"), 5, std::string(3, '*'));
    std::cout << changed << ' ' << changed.find_last_of('n') << '\n';
}

// Shortest ways through a grid of costs.
void ways()
{
    constexpr int size = 40;
    std::vector<std::vector<int>> cost(size, std::vector<int>(size)), best(size, std::vector<int>(size, 1 << 30));
    std::uint32_t state = 77;
    for (auto &row : cost) {
        for (int &cell : row) {
            state = state * 1664525 + 1013904223;
            cell = 1 + static_cast<int>(state >> 28);
        }
    }
    using step = std::tuple<int, int, int>;
    std::priority_queue<step, std::vector<step>, std::greater<>> open;
    open.emplace(cost[0][0], 0, 0);
    best[0][0] = cost[0][0];
    while (!open.empty()) {
        auto [so_far, x, y] = open.top();
        open.pop();
        if (best[static_cast<std::size_t>(x)][static_cast<std::size_t>(y)] < so_far)
            continue;
        for (auto [dx, dy] : {std::pair{0, 1}, std::pair{1, 0}, std::pair{0, -1}, std::pair{-1, 0}}) {
            int nx = x + dx, ny = y + dy;
            if (nx < 0 || ny < 0 || size <= nx || size <= ny)
                continue;
            auto row = static_cast<std::size_t>(nx), column = static_cast<std::size_t>(ny);
            int next = so_far + cost[row][column];
            if (next < best[row][column]) {
                best[row][column] = next;
                open.emplace(next, nx, ny);
            }
        }
    }
    std::printf("the way costs %d\n", best[size - 1][size - 1]);
}

struct visitor {
    std::string operator()(int value) const { return "int " + std::to_string(value); }
    std::string operator()(double value) const { return "double " + std::to_string(value); }
    std::string operator()(const std::string &value) const { return "string " + value; }
};

struct tree {
    std::shared_ptr<tree> left, right;
    std::weak_ptr<tree> parent;
    int value = 0;
};

std::shared_ptr<tree> grown(int depth, int value)
{
    auto node = std::make_shared<tree>();
    node->value = value;
    if (0 < depth) {
        node->left = grown(depth - 1, 2 * value);
        node->right = grown(depth - 1, 2 * value + 1);
        node->left->parent = node->right->parent = node;
    }
    return node;
}

long total(const tree &node)
{
    long below = node.left == nullptr ? 0 : total(*node.left) + total(*node.right);
    return below + node.value - (node.parent.expired() ? 1 : 0);
}

void pieces()
{
    ring<std::string, 3> last;
    for (int i = 0; i < 8; i++)
        last.push("item " + std::to_string(i));
    last.each([](const std::string &item) { std::printf("%s; ", item.c_str()); });
    std::printf("%llu\n", static_cast<unsigned long long>(factorial<20>::value));
    std::cout << joined(1, "two", 3.5, 'c', true) << ' ' << std::hex << 255 << std::dec << ' ' << std::setw(6) << std::setfill('.') << 42 << ' '
              << std::fixed << std::setprecision(3) << 2.0 / 3 << '\n';
    for (const std::variant<int, double, std::string> &value : std::vector<std::variant<int, double, std::string>>{1, 2.5, std::string("three")})
        std::cout << std::visit(visitor{}, value) << ", ";
    std::vector<std::function<int(int)>> functions;
    for (int i = 1; i <= 3; i++)
        functions.emplace_back([i](int x) { return x * i + i; });
    std::cout << std::accumulate(functions.begin(), functions.end(), 1, [](int value, const auto &function) { return function(value); }) << '\n';
    std::optional<std::string> maybe;
    std::cout << maybe.value_or("nothing") << ' ' << (maybe = "something").value() << '\n';
    std::cout << total(*grown(10, 1)) << '\n';

    std::vector<int> numbers(10000);
    std::iota(numbers.begin(), numbers.end(), 0);
    std::uint32_t state = 1;
    for (std::size_t i = numbers.size() - 1; 0 < i; i--) {
        state = state * 1664525 + 1013904223;
        std::swap(numbers[i], numbers[state % (i + 1)]);
    }
    std::nth_element(numbers.begin(), numbers.begin() + 5000, numbers.end());
    std::cout << numbers[5000] << ' ';
    std::stable_sort(numbers.begin(), numbers.end(), [](int a, int b) { return a % 100 < b % 100; });
    std::cout << std::is_sorted(numbers.begin(), numbers.end(), [](int a, int b) { return a % 100 < b % 100; }) << ' ';
    std::sort(numbers.begin(), numbers.end());
    std::cout << *std::lower_bound(numbers.begin(), numbers.end(), 1234) << ' ';
    std::list<int> linked(numbers.begin(), numbers.begin() + 20);
    linked.remove_if([](int value) { return value % 3 == 0; });
    linked.reverse();
    std::deque<int> both(linked.begin(), linked.end());
    both.push_front(100);
    both.pop_back();
    std::cout << std::accumulate(both.begin(), both.end(), 0) << ' ' << both.size() << '\n';
}

struct counts_down {
    ~counts_down() { std::printf("static object gone\n"); }
} at_exit;

} // namespace

int main()
{
    shapes();
    words();
    ways();
    pieces();
    std::cout.flush();
    return 5;
}
