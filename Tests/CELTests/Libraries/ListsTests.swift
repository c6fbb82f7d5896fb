import CEL
import JSON
import Testing

@Suite("Lists and sets")
struct ListsTests {
    @Test(arguments: [
        ("sets.contains([], [])", "true"), ("sets.contains([], [1])", "false"),
        ("sets.contains([1, 2, 3], [2, 3])", "true"),
        ("sets.contains([1, 2.0, 3u], [1.0, 2u, 3])", "true"), ("sets.contains([1], [1, 2])", "false"),
        ("sets.contains([[1], {'a': 1.5}], [{'a': 1.5}])", "true"), ("sets.contains([1.5], [2.5])", "false"),
        ("sets.equivalent([], [])", "true"), ("sets.equivalent([1], [1, 1])", "true"),
        ("sets.equivalent([1, 2, 3], [3u, 2.0, 1])", "true"), ("sets.equivalent([1, 2], [1])", "false"),
        ("sets.equivalent([1], [1, 2])", "false"), ("sets.intersects([1], [])", "false"),
        ("sets.intersects([1], [1, 2])", "true"), ("sets.intersects([[1], [2, 3]], [[1, 2], [2, 3.0]])", "true"),
        ("sets.intersects(['\\u00e9'], ['e\\u0301'])", "false"), ("sets.intersects([0.0 / 0.0], [0.0 / 0.0])", "false"),
        ("sets.contains([1], dyn(1))", "noSuchOverload: no such overload: sets.contains(list, int)"),
    ])
    func `lists are compared as sets`(text: String, shown: String) {
        #expect(outcome(text) == shown)
    }

    @Test(arguments: [
        ("lists.range(5)", "[0, 1, 2, 3, 4]"), ("lists.range(0)", "[]"),
        ("lists.range(-1)", "invalidArgument: a list cannot have -1 elements"),
        ("[1, 2, 3, 4].slice(1, 3)", "[2, 3]"), ("[1, 2].slice(0, 2)", "[1, 2]"), ("[1, 2].slice(2, 2)", "[]"),
        ("[1, 2].slice(0, 3)", "outOfRange: no slice from 0 to 3 of a list of 2 elements"),
        ("[1, 2].slice(-1, 1)", "outOfRange: no slice from -1 to 1 of a list of 2 elements"),
        ("[1, 2].slice(2, 1)", "outOfRange: no slice from 2 to 1 of a list of 2 elements"),
        ("[dyn(1), [2, 3], [[4]]].flatten()", "[1, 2, 3, [4]]"), ("[[], [1], []].flatten()", "[1]"),
        ("[1, [2, [3, [4]]]].flatten(2)", "[1, 2, 3, [4]]"), ("[1, [2]].flatten(0)", "[1, [2]]"),
        ("[1, [2]].flatten(9223372036854775807)", "[1, 2]"),
        ("[[1]].flatten(-1)", "invalidArgument: a list cannot be flattened by -1 levels"),
        ("[1, 2, 2u, 3, 3.0, 1].distinct()", "[1, 2, 3]"), ("['b', 'b', 'a'].distinct()", "['b', 'a']"),
        ("[[1], [1.0], 1.5, 1.5, null, null].distinct()", "[[1], 1.5, null]"), ("[].distinct()", "[]"),
        ("[5, 3, 1].reverse()", "[1, 3, 5]"), ("[].reverse()", "[]"),
        ("[1, 2].first()", "optional.of(1)"), ("[1, 2].last()", "optional.of(2)"), ("[].first()", "optional.none()"),
        ("[].last().orValue('x')", "'x'"), ("dyn({}).first()", "noSuchOverload: no such overload: first(map)"),
    ])
    func `lists are cut, flattened and turned`(text: String, shown: String) {
        #expect(outcome(text) == shown)
    }

    @Test(arguments: [
        ("[3, 2, 1].sort()", "[1, 2, 3]"), ("['b', 'a', 'B', 'é'].sort()", "['B', 'a', 'b', 'é']"), ("[].sort()", "[]"),
        ("[true, false].sort()", "[false, true]"), ("[b'b', b'a'].sort() == [b'a', b'b']", "true"),
        ("[2.5, dyn(1), dyn(2u)].sort()", "[1, 2u, 2.5]"), ("[2.0, 0.0 / 0.0, 1.0].sort()", "[nan, 1.0, 2.0]"),
        ("[timestamp(5), timestamp(3)].sort() == [timestamp(3), timestamp(5)]", "true"),
        ("[duration('5s'), duration('3s')].sort() == [duration('3s'), duration('5s')]", "true"),
        ("[dyn(1), 'b'].sort()", "invalidArgument: int and string cannot be sorted together"),
        ("[dyn([1])].sort()", "invalidArgument: values of type list have no order to sort by"),
        ("[[1]].sort()", "problem: no such overload: sort(list(list(int)))"),
        ("['ccc', 'a', 'bb'].sortBy(x, x.size())", "['a', 'bb', 'ccc']"),
        ("['b1', 'a2', 'c1'].sortBy(x, x.charAt(1))", "['b1', 'c1', 'a2']"),
        ("[[2, 1], [1, 2]].sortBy(x, x.sortBy(y, -y)[1])", "[[2, 1], [1, 2]]"), ("[].sortBy(x, x)", "[]"),
        ("[1, 2].sortBy(x, [x])", "problem: no such overload: @sortByKeys(list(int), list(list(int)))"),
        ("[1, 2].sortBy(x.y, 1)", "problem: a macro's variable is a plain name"),
    ])
    func `lists are sorted by their elements or by keys`(text: String, shown: String) {
        #expect(outcome(text) == shown)
    }

    @Test(arguments: [
        ("optional.unwrap([optional.of(1), optional.none(), optional.of(2)])", "[1, 2]"),
        ("[optional.of('a'), optional.none()].unwrapOpt()", "['a']"), ("optional.unwrap([])", "[]"),
        ("dyn([1]).unwrapOpt()", "noSuchOverload: no such overload: unwrapOpt(list)"),
    ])
    func `optionals of a list are unwrapped without the empty ones`(text: String, shown: String) {
        #expect(outcome(text) == shown)
    }

    @Test(arguments: [
        ("data.tags.join(', ')", "'new, a tag that is longer than fifteen bytes'"), ("data.tags.reverse()[1]", "'new'"),
        ("data.prices.sort()", "[1.25, 2, 3]"), ("data.rows.sortBy(r, r.n).map(r, r.n)", "[1, 2.5, 10]"),
        ("data.tags.first().value()", "'new'"), ("data.nested.flatten()", "[1, [2]]"),
        ("sets.contains(data.tags, ['new'])", "true"), ("data.prices.slice(1, 2)", "[1.25]"),
        ("math.greatest(data.prices)", "3"), ("'%s'.format([data.rows])", "'[{n: 10}, {n: 2.5}, {n: 1}]'"),
        ("data.tags[1].upperAscii()", "'A TAG THAT IS LONGER THAN FIFTEEN BYTES'"), ("[dyn(2), 2.0].distinct()", "[2]"),
    ])
    func `the values of an event are as good as any`(text: String, shown: String) throws {
        var environment = Environment()
        environment.declare("data", .dyn)
        let program = try environment.compile(SourceText(text))
        var activation = program.activation
        activation["data"] = Value(
            try JSONDocument(
                """
                {"tags":["new","a tag that is longer than fifteen bytes"],"prices":[3,1.25,2],
                 "rows":[{"n":10},{"n":2.5},{"n":1}],"nested":[1,[[2]]]}
                """
            ).root
        )
        #expect(try program.evaluate(activation).shown == shown)
    }
}
