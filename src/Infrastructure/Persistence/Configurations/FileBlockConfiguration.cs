using ChatAi.Domain.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatAi.Infrastructure.Persistence.Configurations;

internal sealed class FileBlockConfiguration : IEntityTypeConfiguration<FileBlock>
{
    public void Configure(EntityTypeBuilder<FileBlock> builder)
    {
        builder.HasKey(b => new { b.FileId, b.Index });
        builder.Property(b => b.Index).ValueGeneratedNever();
    }
}
