using ChatAi.Domain.Chats;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatAi.Infrastructure.Persistence.Configurations;

internal sealed class AnswerChunkConfiguration : IEntityTypeConfiguration<AnswerChunk>
{
    public void Configure(EntityTypeBuilder<AnswerChunk> builder)
    {
        builder.HasKey(c => new { c.MessageId, c.Part, c.Offset });
        builder.Property(c => c.Part).ValueGeneratedNever();
        builder.Property(c => c.Offset).ValueGeneratedNever();
    }
}
