using Microsoft.Extensions.FileSystemGlobbing.Abstractions;

namespace Helix.Tool.Inputs;

/// <summary>
/// A folder as globs go through it: not into links to folders, which may lead back up without end, and show the same files a second time
/// wherever they lead.
/// </summary>
internal sealed class FolderWithoutLinks(DirectoryInfo folder, DirectoryInfoBase? parent = null) : DirectoryInfoBase
{
    public override string Name => folder.Name;

    public override string FullName => folder.FullName;

    public override DirectoryInfoBase? ParentDirectory => parent ?? (folder.Parent is { } above ? new FolderWithoutLinks(above) : null);

    public override IEnumerable<FileSystemInfoBase> EnumerateFileSystemInfos()
    {
        foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos())
        {
            if (entry is FileInfo file)
            {
                yield return new FileInfoWrapper(file);
            }
            else if (entry is DirectoryInfo { LinkTarget: null } child)
            {
                yield return new FolderWithoutLinks(child, this);
            }
        }
    }

    public override DirectoryInfoBase GetDirectory(string path) => new FolderWithoutLinks(new(Path.Combine(folder.FullName, path)), this);

    public override FileInfoBase GetFile(string path) => new FileInfoWrapper(new(Path.Combine(folder.FullName, path)));
}
