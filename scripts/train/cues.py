"""Learns what single words tell: logistic regression over the names above a block, over its words, and over a whole page."""
import numpy
import scipy.optimize
import scipy.sparse as sparse

import material


def column_numbers(keys, sites, least):
    """The keys that occur on at least so many sites, with a column each."""
    order = numpy.lexsort((sites, keys))
    keys, sites = keys[order], sites[order]
    is_new = numpy.ones(len(keys), bool)
    is_new[1:] = (keys[1:] != keys[:-1]) | (sites[1:] != sites[:-1])
    unique, counts = numpy.unique(keys[is_new], return_counts=True)
    return unique[counts >= least]


def matrix(rows, keys, known, height):
    """A sparse matrix of how often each known key stands in each row."""
    places = numpy.searchsorted(known, keys)
    places[places == len(known)] = 0
    is_known = known[places] == keys
    rows, places = rows[is_known], places[is_known]
    return sparse.csr_matrix((numpy.ones(len(rows), numpy.float32), (rows, places)), shape=(height, len(known)))


def regression(features, labels, weights, strength):
    """Weights of a logistic regression with soft labels; the strength is that of the quadratic penalty."""
    features = sparse.csr_matrix(features, dtype=numpy.float32)
    turned = features.T.tocsr()
    labels, weights = labels.astype(numpy.float32), weights.astype(numpy.float32)

    def loss(parameters):
        slope, bias = parameters[:-1].astype(numpy.float32), parameters[-1]
        logits = features @ slope + bias
        value = numpy.sum(weights * (numpy.logaddexp(0, logits) - labels * logits))
        error = weights * (1 / (1 + numpy.exp(-logits)) - labels)
        gradient = numpy.append(turned @ error + strength * slope, error.sum())
        return float(value + strength / 2 * (slope @ slope)), gradient.astype(numpy.float64)

    start = numpy.zeros(features.shape[1] + 1)
    found = scipy.optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 40})
    return found.x[:-1]


def balanced(labels, weights, page_of):
    """Weights under which the main text of each page counts as much as the rest of it, and long blocks less than by words."""
    gentle = numpy.sqrt(numpy.maximum(weights, 0))
    right = numpy.bincount(page_of, gentle * labels)
    wrong = numpy.bincount(page_of, gentle * (1 - labels))
    scale_right = 1 / numpy.maximum(right, 1e-6)
    scale_wrong = 1 / numpy.maximum(wrong, 1e-6)
    scale_right[right <= 1e-6] = 0
    scale_wrong[wrong <= 1e-6] = 0
    return gentle * (labels * scale_right[page_of] + (1 - labels) * scale_wrong[page_of])


def sample(weights, wanted, seed=7):
    """Rows to train on: those with little weight by chance, with the weight of those that are left out."""
    low, high = 0.0, float(weights.max())
    for _ in range(40):
        middle = (low + high) / 2
        if numpy.minimum(1, weights / middle).sum() > wanted:
            low = middle
        else:
            high = middle
    chance = numpy.minimum(1, weights / high)
    chosen = numpy.random.default_rng(seed).random(len(weights)) < chance
    return chosen, numpy.where(chosen, weights / numpy.maximum(chance, 1e-12), 0)


class Cues:
    """All cues of all pages as sparse matrices; `learn` uses the pages that it is given."""

    def __init__(self, gold, blocks, least_path=6, least_word=8, least_page=6, rows=120_000):
        self.rows = rows
        sites = {}
        site_of = numpy.array([sites.setdefault(material.site(page["url"]), len(sites)) for page in gold])
        element_base = numpy.cumsum([0] + [len(page["parents"]) for page in blocks])
        block_base = numpy.cumsum([0] + [len(page["y"]) for page in blocks])
        self.page_of = numpy.repeat(numpy.arange(len(blocks)), numpy.diff(block_base))
        self.labels = numpy.concatenate([page["y"] for page in blocks])
        self.weights = numpy.concatenate([page["w"] for page in blocks])
        count = len(blocks)

        def gather(name, base):
            rows = numpy.concatenate([page[name][:, 0].astype(numpy.int64) + base[at] for at, page in enumerate(blocks)])
            keys = numpy.concatenate([page[name][:, 1] for page in blocks])
            owners = numpy.concatenate([numpy.full(len(page[name]), at) for at, page in enumerate(blocks)])
            return rows, keys, owners

        rows, keys, owners = gather("ec", element_base)
        self.path_keys = column_numbers(keys, site_of[owners], least_path)
        own = matrix(rows, keys, self.path_keys, element_base[-1])
        page_rows, page_keys = [owners], [keys]
        ancestors_row, ancestors_column = [], []
        for at, page in enumerate(blocks):
            current = page["element"].copy()
            index = numpy.arange(len(current)) + block_base[at]
            while len(current):
                ancestors_row.append(index)
                ancestors_column.append(current + element_base[at])
                current = page["parents"][current]
                index, current = index[current >= 0], current[current >= 0]
        ancestors_row, ancestors_column = numpy.concatenate(ancestors_row), numpy.concatenate(ancestors_column)
        above = sparse.csr_matrix(
            (numpy.ones(len(ancestors_row), numpy.float32), (ancestors_row, ancestors_column)),
            shape=(block_base[-1], element_base[-1]),
        )
        self.paths = (above @ own).tocsr()
        rows, keys, owners = gather("bc", block_base)
        # Those that start a phrase are of another kind and do not collide.
        self.word_keys = column_numbers(keys, site_of[owners], least_word)
        self.words = matrix(rows, keys, self.word_keys, block_base[-1])
        page_rows.append(owners)
        page_keys.append(keys)
        page_rows.append(numpy.concatenate([numpy.full(len(page["pc"]), at) for at, page in enumerate(blocks)]))
        page_keys.append(numpy.concatenate([page["pc"] for page in blocks]))
        page_rows, page_keys = numpy.concatenate(page_rows), numpy.concatenate(page_keys)
        self.page_keys = column_numbers(page_keys, site_of[page_rows], least_page)
        self.pages = matrix(page_rows, page_keys, self.page_keys, count)
        self.pages.data[:] = 1
        self.types = numpy.array([material.TYPES.index(page["page_type"]) if page.get("page_type") else -1 for page in gold])

    def learn(self, train, path_strength=2.0, word_strength=0.5, type_strength=8.0):
        """The weights of all cues, from the pages of a mask: key → (text, seven types), and the biases."""
        rows = train[self.page_of] & (self.weights > 0)
        balance = balanced(self.labels, self.weights, self.page_of)
        balance[~rows] = 0
        rows, balance = sample(balance, self.rows)
        paths = regression(self.paths[rows], self.labels[rows], balance[rows], path_strength)
        words = regression(self.words[rows], self.labels[rows], balance[rows], word_strength)
        of_type = train & (self.types >= 0)
        types, biases = self.learn_types(of_type, type_strength)
        table = {}
        for key, weight in zip(self.path_keys, paths):
            table[int(key)] = [weight, numpy.zeros(7)]
        for key, weight in zip(self.word_keys, words):
            table[int(key)] = [weight, numpy.zeros(7)]
        for key, weights in zip(self.page_keys, types.T):
            table.setdefault(int(key), [0.0, None])[1] = weights
        return table, biases

    def learn_types(self, of_type, strength):
        """Multinomial logistic regression with a quadratic penalty."""
        features, types = self.pages[of_type], self.types[of_type]
        turned = features.T.tocsr()
        height, width = features.shape
        right = numpy.zeros((height, 7), numpy.float32)
        right[numpy.arange(height), types] = 1

        def loss(parameters):
            slope, bias = parameters[: 7 * width].reshape(7, width).astype(numpy.float32), parameters[7 * width :]
            logits = features @ slope.T + bias
            logits -= logits.max(1, keepdims=True)
            chance = numpy.exp(logits)
            chance /= chance.sum(1, keepdims=True)
            value = -numpy.log(numpy.maximum(chance[numpy.arange(height), types], 1e-12)).sum()
            error = chance - right
            gradient = (turned @ error).T + strength * slope
            return float(value + strength / 2 * (slope * slope).sum()), numpy.append(gradient.ravel(), error.sum(0)).astype(float)

        found = scipy.optimize.minimize(loss, numpy.zeros(7 * width + 7), jac=True, method="L-BFGS-B", options={"maxiter": 80})
        return found.x[: 7 * width].reshape(7, width), found.x[7 * width :]
