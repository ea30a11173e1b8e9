using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Helix.Tool.Terminal;

namespace Helix.Tool.Adoption;

/// <summary>The numbers of earlier days: a file with one line of JSON a day, to be kept beside the manifests.</summary>
internal static class History
{
    private static readonly JsonSerializerOptions s_line = new(JsonOutput.Options) { WriteIndented = false };

    /// <summary>Reads a file; there is nothing yet where there is no file.</summary>
    /// <exception cref="UnusableCallException">A line is not one of a history; nothing is then overwritten.</exception>
    public static IReadOnlyList<HistoryPoint> Read(string file, string path)
    {
        if (!File.Exists(file))
        {
            return [];
        }

        var points = new SortedDictionary<DateOnly, HistoryPoint>();
        int number = 0;
        foreach (string line in File.ReadLines(file))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            try
            {
                HistoryPoint point = JsonSerializer.Deserialize<HistoryPoint>(line, s_line) ?? throw new JsonException("null");
                points[point.Day] = point.Day == default ? throw new JsonException("'day' is missing.")
                    : point.Products?.Values.Contains(null!) != false || point.Waivers is null ? throw new JsonException("'products', one of them, or 'waivers' is null.")
                    : point;
            }
            catch (JsonException e)
            {
                throw new UnusableCallException($"{path}({number}): is no line of a history of adoption: {e.Message} Mend the line or remove it; helix writes nothing to the file until then.");
            }
        }

        return [.. points.Values];
    }

    /// <summary>
    /// Adds a point: writes the file anew and puts it in the place of the old one. Of two runs at once, one waits for the other, and takes
    /// its day over.
    /// </summary>
    public static void Add(string file, string path, HistoryPoint point)
    {
        using Mutex? turn = Turn(file);
        try
        {
            OutputFile.Write(file, string.Concat(With(Read(file, path), point).Select(static point => JsonSerializer.Serialize(point, s_line) + "\n")));
        }
        finally
        {
            turn?.ReleaseMutex();
        }
    }

    /// <summary>Waits for the other runs with the file; null where the system has no place to wait in, as a container that may write nothing.</summary>
    private static Mutex? Turn(string file)
    {
        Mutex turn;
        try
        {
            turn = new(initiallyOwned: false, @"Global\helix-" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(file)))[..32]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        try
        {
            _ = turn.WaitOne();
        }
        catch (AbandonedMutexException)
        {
            // The other run was stopped, and has left the old file or the new one.
        }

        return turn;
    }

    /// <summary>
    /// The points with one more, which takes the place of another of its day. The waivers are in the last one alone: each says there since
    /// when it is known, and a list of all of them for each day would be nearly all of the file.
    /// </summary>
    public static IReadOnlyList<HistoryPoint> With(IReadOnlyList<HistoryPoint> points, HistoryPoint added)
    {
        HistoryPoint[] all = [.. points.Where(point => point.Day != added.Day).Append(added).OrderBy(static point => point.Day)];
        for (int i = 0; i < all.Length - 1; i++)
        {
            all[i] = all[i] with { Waivers = new Dictionary<string, DateOnly>() };
        }

        return all;
    }

    /// <summary>Since when each waiver is known that the last day has.</summary>
    public static IReadOnlyDictionary<string, DateOnly> FirstSeen(IReadOnlyList<HistoryPoint> points) =>
        points.Count == 0 ? new Dictionary<string, DateOnly>() : points[^1].Waivers;

    /// <summary>The point of a report.</summary>
    public static HistoryPoint PointOf(AdoptionReport report) => new(report.Day)
    {
        Projects = report.Projects.Count,
        Fleet = report.Fleet,
        Products = new SortedDictionary<string, ProductPoint>(
            report.Products.ToDictionary(
                static p => p.Name,
                static p => new ProductPoint(p.Counts, p.Using, p.Waivers) { Csat = p.Satisfaction?.Csat, Nps = p.Satisfaction?.Nps }),
            StringComparer.Ordinal),
        Waivers = new SortedDictionary<string, DateOnly>(
            report.Waivers.GroupBy(static w => w.Key, StringComparer.Ordinal).ToDictionary(static g => g.Key, g => g.Min(static w => w.FirstSeen) ?? report.Day, StringComparer.Ordinal),
            StringComparer.Ordinal),
    };
}
